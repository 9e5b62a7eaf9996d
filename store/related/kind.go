package related

import "slices"

// Kind is how a related story belongs to an article.
type Kind string

// The kinds, in the order in which they are listed.
const (
	Linked      Kind = "linked"       // the text links to it, or it to the article
	SameStory   Kind = "same-story"   // the same event, near in time
	FollowUp    Kind = "follow-up"    // an earlier or later chapter
	Site        Kind = "site"         // the site proposes it
	SameSubject Kind = "same-subject" // another story about the same things
)

// rank is where the stories of a kind stand among the related ones.
func (k Kind) rank() int {
	return slices.Index([]Kind{Linked, SameStory, FollowUp, Site, SameSubject}, k)
}

func (k Kind) isChapter() bool { return k == SameStory || k == FollowUp }
