// Package refresh owns bringing the archive up to date: every source is asked
// politely, what it says is kept, and search terms follow. It is the one code
// path for the reader and the command line. It refuses to know what feeds look
// like, how articles are kept, and who is told of the progress.
package refresh

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"breageek/feed"
	"breageek/feed/fetch"
	"breageek/store"
)

// Options say how to ask.
type Options struct {
	Force bool             // ask although the last answer is fresh; Retry-After is heeded
	Now   func() time.Time // nil is time.Now
	Keep  store.Retention  // what is removed afterwards, where sources answered
	// Followed is every source that the user follows, also those that are not asked:
	// none of them is taken for the former address of another.
	Followed []feed.Source
}

// Event reports that one source is done.
type Event struct {
	Source    feed.Source // with what the publisher tells of itself, now or before, filled in
	Done      int         // sources done, with this one
	Total     int         // sources in all
	Merged    store.Merged
	Unchanged bool      // nothing new since the last time
	Waiting   bool      // not asked: it said not to be, until later
	Until     time.Time // when a Waiting one may be asked
	Items     int       // articles in the answer
	Err       error     // why there is no answer, or why it could not be kept
}

// Summary counts sources by what became of them, the articles they brought, and those
// that were removed.
type Summary struct{ Asked, Answered, Failed, New, Updated, Gone int }

// Client is what asks publishers; see [fetch.Client].
type Client = fetch.Client

// Run asks the sources all at once (the client limits how many really are),
// keeps what each answers as soon as it does, and reports it. One that fails
// stops no other. When all are listed, the search terms are brought up to date.
//
// report, which may be nil, is called by one goroutine at a time. The error is
// of the archive or the context; a source's own is in its event.
func Run(ctx context.Context, c *fetch.Client, s *store.Store, sources []feed.Source, o Options,
	report func(Event)) (Summary, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if report == nil {
		report = func(Event) {}
	}
	known, err := s.Sources(ctx)
	if err != nil {
		return Summary{}, err
	}
	if sources, err = s.Recognize(ctx, sources); err != nil {
		return Summary{}, err
	}
	r := &run{client: c, store: s, o: o, known: map[string]store.SourceStatus{},
		followed: map[string]bool{}}
	for _, src := range append(o.Followed, sources...) {
		r.followed[src.Key()] = true
	}
	for _, k := range known {
		r.known[k.Key] = k
	}
	all := unique(sources)
	r.total = len(all)
	events := fetchEach(all, sourcesPerHost, func(src feed.Source) string { return hostOf(src.URL) },
		func(src feed.Source) (Event, bool) {
			e := r.one(ctx, src)
			e.Source = named(e.Source, r.known[src.Key()].Source)
			return e, true
		})
	sum, keeping := r.collect(events, report)
	if err := ctx.Err(); err != nil {
		return sum, err
	}
	if _, err := s.Index(ctx); err != nil {
		return sum, errors.Join(keeping, err)
	}
	if sum.Answered > 0 && keeping == nil {
		gone, err := s.Prune(ctx, o.Keep)
		sum.Gone = gone.Articles
		return sum, err
	}
	return sum, keeping
}

// sourcesPerHost is how many sources of one host are fetched or written to the archive at once:
// some wait for the archive while the client fetches others, and no more answers are held in
// memory than that.
const sourcesPerHost = 6

// unique drops the second of two sources with one key.
func unique(sources []feed.Source) (all []feed.Source) {
	seen := map[string]bool{}
	for _, src := range sources {
		if key := src.Key(); !seen[key] {
			seen[key] = true
			all = append(all, src)
		}
	}
	return all
}

type run struct {
	client *fetch.Client
	store  *store.Store
	o      Options
	known  map[string]store.SourceStatus // by key, as before this run
	total  int

	followed map[string]bool // the keys of what the user follows
}

// mustWait reports whether a source must not be asked yet. Being sent away
// (Retry-After on 429 and 503) is the one way in which a failure leaves a time
// to wait; any other time is only how long the last answer stays fresh, which a
// reader who asks for a refresh may know better. What a clock said that was ahead
// of this one counts for nothing: it could silence a source for years.
func (r *run) mustWait(k store.SourceStatus) bool {
	now := r.o.Now()
	return k.Validators.Wait.After(now) && !k.LastTried.After(now) &&
		(!r.o.Force || k.LastError != "")
}

// archiveError is an error of the archive, not of a source.
type archiveError struct{ error }

func (e archiveError) Unwrap() error { return e.error }

// collect counts and reports the events as they come.
func (r *run) collect(events <-chan Event, report func(Event)) (sum Summary, keeping error) {
	done := 0
	for e := range events {
		done++
		e.Done, e.Total = done, r.total
		if !e.Waiting {
			sum.Asked++
			if e.Err != nil {
				sum.Failed++
			} else {
				sum.Answered++
			}
		}
		sum.New += len(e.Merged.New)
		sum.Updated += len(e.Merged.Updated)
		var k archiveError
		if errors.As(e.Err, &k) && keeping == nil {
			keeping = k.error
			e.Err = k.error
		}
		report(e)
	}
	return sum, keeping
}

// named fills in what is kept of a source: an unchanged or a missing answer
// tells nothing of its publisher.
func named(src, kept feed.Source) feed.Source {
	src.Name = cmp.Or(src.Name, kept.Name)
	src.Site = cmp.Or(src.Site, kept.Site)
	src.Language = cmp.Or(src.Language, kept.Language)
	return src
}

// one asks one source and keeps its answer.
func (r *run) one(ctx context.Context, src feed.Source) Event {
	e, known := Event{Source: src}, r.known[src.Key()]
	if r.mustWait(known) {
		e.Waiting, e.Until = true, known.Validators.Wait
		return e
	}
	res, err := r.client.Fetch(ctx, src, known.Validators)
	if err != nil {
		e.Err = err
		if ctx.Err() == nil {
			r.failed(ctx, &e, res.Validators)
		}
		return e
	}
	if res.Source.URL != "" {
		e.Source = res.Source
	}
	e.Unchanged, e.Items = res.Unchanged, len(res.Articles)
	if _, asked := r.known[src.Key()]; !asked && len(res.Articles) > 0 {
		if res, err = r.store.Adopt(ctx, res, r.followed); err != nil {
			e.Err = archiveError{err}
			return e
		}
	}
	if e.Merged, err = r.store.Merge(ctx, res); err != nil {
		e.Err = archiveError{err}
	}
	return e
}

// failed remembers a failure. Not being able to is told beside it.
func (r *run) failed(ctx context.Context, e *Event, v feed.Validators) {
	if err := r.store.Failed(ctx, e.Source, v, e.Err.Error()); err != nil {
		e.Err = errors.Join(e.Err, fmt.Errorf("and it could not be remembered: %w", err))
	}
}
