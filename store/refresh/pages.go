package refresh

import (
	"cmp"
	"context"
	"errors"
	"strconv"

	"breageek/feed"
	"breageek/feed/fetch"
	"breageek/feed/page"
	"breageek/store"
)

// FullText is whose web pages are fetched automatically.
type FullText uint8

// The choices of which pages are fetched.
const (
	Auto   FullText = iota // of articles of which the feed gives an excerpt
	Always                 // of all articles
	Never                  // of none
)

// PageError is a page that is not a better text of its article, and why.
type PageError = page.Error

// Bounds of one completion: what is left is asked for after the next refresh.
const (
	maxPages   = 100
	maxDue     = 1000 // articles that are looked at: a site in trouble must not be in the way
	indexEvery = 25   // pages, so that their words can be found while others come
)

// PageEvent reports that an article's page was fetched.
type PageEvent struct {
	ID          feed.ID
	Done, Total int
	Better      bool  // its text is shown now
	Err         error // why it gave nothing
}

// Complete asks for the pages of articles whose text is missing, newest first and
// only where the site's robots.txt allows it, and keeps what they say. A host
// that wants to be left alone, or cannot be reached, is left alone. report, which
// may be nil, is called by one goroutine at a time. The number is of texts that
// are shown now; the error is of the archive or the context.
func Complete(ctx context.Context, c *fetch.Client, s *store.Store, sources []feed.Source,
	what FullText, report func(PageEvent)) (better int, err error) {
	if what == Never {
		return 0, nil
	}
	p, err := newPages(ctx, c, s)
	if err != nil {
		return 0, err
	}
	due, err := s.Incomplete(ctx, store.Pages{Sources: keys(sources), All: what == Always,
		Limit: maxDue})
	if err != nil || len(due) == 0 {
		return 0, err
	}
	events := fetchEach(due, perHost, func(e store.Entry) string { return hostOf(e.Link) },
		func(e store.Entry) (PageEvent, bool) { return p.automatic(ctx, e) })
	return p.collect(ctx, events, min(len(due), maxPages), report)
}

func keys(sources []feed.Source) []string {
	all := make([]string, len(sources))
	for i, src := range sources {
		all[i] = src.Key()
	}
	return all
}

// pages is a round of asking for pages.
type pages struct{ *round }

func newPages(ctx context.Context, c *fetch.Client, s *store.Store) (pages, error) {
	r, err := newRound(ctx, c, s, maxPages)
	return pages{r}, err
}

// collect reports the events as they come, and has the new texts indexed.
func (p pages) collect(ctx context.Context, events <-chan PageEvent, total int,
	report func(PageEvent)) (better int, err error) {
	done := 0
	for e := range events {
		done++
		e.Done, e.Total = done, total
		var k archiveError
		if errors.As(e.Err, &k) && err == nil {
			err = k.error
		}
		if e.Better {
			better++
		}
		if report != nil {
			report(e)
		}
		if done%indexEvery == 0 && err == nil && ctx.Err() == nil {
			_, err = p.store.Index(ctx)
		}
	}
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		_, err = p.store.Index(ctx)
	}
	return better, err
}

// automatically asks for a page that no reader asked for, unless its host is left alone
// or enough was asked for.
func (p pages) automatic(ctx context.Context, e store.Entry) (event PageEvent, asked bool) {
	host := hostOf(e.Link)
	if !p.may(ctx, host) {
		return event, false
	}
	event.ID = e.ID
	allowed, err := p.client.Allowed(ctx, e.Link, p.source[e.SourceKey])
	switch {
	case err != nil:
		event.Err = p.failed(ctx, e.ID, host, err)
	case !allowed:
		event.Err = p.failed(ctx, e.ID, host, &page.Error{URL: e.Link, Reason: "robots"})
	default:
		event.Better, event.Err = p.one(ctx, e)
	}
	return event, true
}

// one asks for an article's page and keeps it, unless it is not the article's.
func (p pages) one(ctx context.Context, e store.Entry) (better bool, err error) {
	host := hostOf(e.Link)
	got, err := p.fetch(ctx, e.Link, p.source[e.SourceKey])
	if err != nil {
		return false, p.failed(ctx, e.ID, host, err)
	}
	sent, err := p.store.Sent(ctx, e.ID)
	if err != nil {
		return false, archiveError{err}
	}
	not := got.Of(sent)
	var why *page.Error
	if errors.As(not, &why) && why.Reason != "less" {
		return false, p.failed(ctx, e.ID, host, not)
	}
	a := got.Article()
	if !enough(got.Words, sent.Words) {
		a.Completeness = feed.Teaser // too little to know whether the feed gave all
	}
	if err := p.store.KeepPage(ctx, e.ID, a, not == nil); err != nil {
		return false, archiveError{err}
	}
	return not == nil, not
}

// enough reports whether a page has about as many words as the feed gave: the text
// itself, if not more of it.
func enough(page, feed int) bool { return page*10 >= feed*9 }

// fetch asks for a page and reads it.
func (p pages) fetch(ctx context.Context, link string, from feed.Source) (page.Page, error) {
	doc, err := p.client.Page(ctx, link, from)
	if err != nil {
		return page.Page{}, err
	}
	return page.Parse(doc.Body, doc.ContentType, doc.URL)
}

// failed remembers that an article's page gave nothing. A network that is not
// there is nobody's failure: the page is asked for again the next time.
func (p pages) failed(ctx context.Context, id feed.ID, host string, err error) error {
	var (
		status *feed.StatusError
		wrong  *page.Error
	)
	why := "unreadable"
	switch {
	case ctx.Err() != nil:
		return err
	case inTrouble(err):
		p.quiet.backOff(host)
		return err
	case errors.As(err, &status):
		why = strconv.Itoa(status.Code)
	case errors.As(err, &wrong):
		why = wrong.Reason
	}
	if keeping := p.store.PageFailed(ctx, id, why); keeping != nil {
		return archiveError{errors.Join(keeping, err)}
	}
	return err
}

// Page asks for the page of one article at a reader's wish, once, and keeps what
// it says. better reports whether its text is shown now. The errors are those of
// [fetch.Client.Page], *page.Error where the page is not a better text of the
// article, and the archive's; what was kept stays after any of them.
func Page(ctx context.Context, c *fetch.Client, s *store.Store, id feed.ID) (better bool,
	err error) {
	p, err := newPages(ctx, c, s)
	if err != nil {
		return false, err
	}
	e, err := s.Article(ctx, id)
	if err != nil {
		return false, err
	}
	if e.Link == "" {
		return false, &page.Error{Reason: "no link"}
	}
	better, err = p.one(ctx, e)
	return better, p.indexed(ctx, err)
}

// Link asks at a reader's wish for a page that is proposed beside an article, under
// a title, and that nobody archived; it archives the page's own article under the
// same source, at the date of the page or, where it names none, of the article that
// led to it, and gives its ID. The errors are those of Page.
func Link(ctx context.Context, c *fetch.Client, s *store.Store, of feed.ID, link, title string) (
	id feed.ID, err error) {
	p, err := newPages(ctx, c, s)
	if err != nil {
		return 0, err
	}
	e, err := s.Article(ctx, of)
	if err != nil {
		return 0, err
	}
	if !sameSite(link, e.Link) && !sameSite(link, p.source[e.SourceKey].URL) {
		return 0, &page.Error{URL: link, Reason: "other"} // another site is the browser's
	}
	got, err := p.fetch(ctx, link, p.source[e.SourceKey])
	if err != nil {
		return 0, err
	}
	if not := got.At(link, title); not != nil {
		return 0, not
	}
	a := got.Article()
	a.Title, a.Link = cmp.Or(a.Title, title), link
	id, err = s.AddPage(ctx, e.SourceKey, a, e.Published)
	return id, p.indexed(ctx, err)
}

// indexed brings the search terms up to date after what was kept.
func (p pages) indexed(ctx context.Context, err error) error {
	var k archiveError
	if errors.As(err, &k) {
		return k.error
	}
	if _, failed := p.store.Index(ctx); failed != nil && err == nil {
		return failed
	}
	return err
}
