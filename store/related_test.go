package store_test

import (
	"net/http"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"breageek/feed"
	"breageek/feed/fetch"
	printed "breageek/feed/sample"
	"breageek/store"
)

// edition opens a store that holds the sample edition.
func edition(t *testing.T) (*store.Store, []store.Entry) {
	t.Helper()
	now := noon
	c := fetch.NewClient(fetch.Options{Now: now,
		Schemes: map[string]http.RoundTripper{printed.Scheme: printed.Transport(now)}})
	t.Cleanup(c.Close)
	s := open(t, t.TempDir())
	for _, address := range printed.Feeds() {
		r, err := c.Fetch(t.Context(), feed.Source{URL: address}, feed.Validators{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Merge(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Index(t.Context()); err != nil {
		t.Fatal(err)
	}
	entries, err := s.List(t.Context(), store.Query{})
	if err != nil {
		t.Fatal(err)
	}
	return s, entries
}

// storyOf tells which of the edition's running stories an article belongs to;
// empty for none.
func storyOf(e store.Entry) string {
	slug := path.Base(e.Link)
	for story, word := range map[string]string{"bridge": "pont-de-la-sauvagine",
		"maternity": "maternite", "wreck": "belle-amarante", "cup": "us-vaurelle", "keeper": "idriss"} {
		if strings.Contains(slug, word) {
			return strings.Replace(story, "keeper", "cup", 1)
		}
	}
	return ""
}

func isChapter(k store.Kind) bool { return k == store.SameStory || k == store.FollowUp }

func TestEveryChapterHasTheOthersOfItsStoryBeforeAnythingElse(t *testing.T) {
	s, entries := edition(t)
	chapters := map[string]int{}
	for _, e := range entries {
		chapters[storyOf(e)]++
	}
	for story, want := range map[string]int{"bridge": 5, "maternity": 4, "wreck": 4, "cup": 4} {
		if chapters[story] != want {
			t.Fatalf("the story of the %s has %d chapters", story, chapters[story])
		}
	}
	for _, e := range entries {
		story, found, after := storyOf(e), 0, false
		for _, r := range related(t, s, e.ID) {
			same := story != "" && storyOf(r.Entry) == story
			switch {
			case same && (after || r.Kind == store.SameSubject):
				t.Errorf("%s: %s is %s, behind others: %v", e.Title, r.Entry.Title, r.Kind, after)
			case !same && isChapter(r.Kind):
				t.Errorf("%s: %s is %s", e.Title, r.Entry.Title, r.Kind)
			}
			if same {
				found++
			} else {
				after = true
			}
			if apart := r.Entry.Date.Sub(e.Date).Abs(); r.Kind == store.SameStory && apart > 36*time.Hour {
				t.Errorf("%s: %s is one event with it, %v apart", e.Title, r.Entry.Title, apart)
			}
		}
		if story != "" && found != chapters[story]-1 {
			t.Errorf("%s: %d of the other %d chapters", e.Title, found, chapters[story]-1)
		}
	}
}

func TestReasonsAreWordsAndNamesAReaderRecognises(t *testing.T) {
	s, entries := edition(t)
	reasons := map[string]bool{}
	for _, e := range entries {
		for _, r := range related(t, s, e.ID) {
			if r.Kind != store.Linked && (len(r.Reasons) < 1 || len(r.Reasons) > 5) ||
				isChapter(r.Kind) && len(r.Reasons) < 2 {
				t.Errorf("%s: %s because of %q", e.Title, r.Entry.Title, r.Reasons)
			}
			for _, reason := range r.Reasons {
				reasons[reason] = true
				if !strings.ContainsAny(strings.ToLower(reason), "abcdefghijklmnopqrstuvwxyzé€%") {
					t.Errorf("%s: %s because of %q", e.Title, r.Entry.Title, reason)
				}
			}
		}
	}
	for _, name := range []string{"Belle-Amarante", "US Vaurelle", "Théophane Rivoal",
		"pont de la Sauvagine", "maternité Sainte-Nonne"} {
		if !reasons[name] {
			t.Errorf("%s is nowhere a reason", name)
		}
	}
	for _, part := range []string{"Nonne", "Théophane", "Hune", "sages", "816", "Belle", "US"} {
		if reasons[part] {
			t.Errorf("%s is a reason, but a part of a name", part)
		}
	}
	t.Log(slices.Sorted(func(yield func(string) bool) {
		for r := range reasons {
			if !yield(r) {
				return
			}
		}
	}))
}

func TestRelatedStoriesStandInGroupsTheBestFirst(t *testing.T) {
	s, entries := edition(t)
	groups := []store.Kind{store.Linked, store.SameStory, store.FollowUp, "citing", store.Site,
		store.SameSubject}
	groupOf := func(r store.Related) int {
		if r.Kind == store.Linked && r.Citing {
			return slices.Index(groups, "citing")
		}
		return slices.Index(groups, r.Kind)
	}
	for _, e := range entries {
		var last store.Related
		for i, r := range related(t, s, e.ID) {
			group, before := groupOf(r), groupOf(last)
			ranked := r.Kind != store.Site && r.Kind != store.Linked // the others have an order of their own
			if i > 0 && (group < before || ranked && group == before && r.Score > last.Score) {
				t.Errorf("%s: %s (%s, %.2f) stands behind %s (%s, %.2f)", e.Title, r.Entry.Title,
					r.Kind, r.Score, last.Entry.Title, last.Kind, last.Score)
			}
			last = r
		}
	}
}

func TestALongListGoesOnWhereAShortOneEnds(t *testing.T) {
	s, entries := edition(t)
	more := 0
	for _, e := range entries {
		short := related(t, s, e.ID)
		long, err := s.Related(t.Context(), e.ID, 60)
		if err != nil || len(long) < len(short) {
			t.Fatalf("%s: %d, %v", e.Title, len(long), err)
		}
		for i, r := range short {
			if long[i].Entry.ID != r.Entry.ID || long[i].Kind != r.Kind {
				t.Errorf("%s: %s in place of %s", e.Title, long[i].Entry.Title, r.Entry.Title)
			}
		}
		for _, r := range long[len(short):] {
			if r.Kind != store.SameSubject || len(r.Reasons) == 0 {
				t.Errorf("%s: %s is %s because of %q", e.Title, r.Entry.Title, r.Kind, r.Reasons)
			}
		}
		more += len(long) - len(short)
	}
	if more == 0 {
		t.Error("no long list has more")
	}
}
