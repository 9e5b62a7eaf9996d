package refresh

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"

	"breageek/feed"
	"breageek/feed/fetch"
	"breageek/store"
)

// A round is one turn of asking for what articles name, automatically or at a reader's wish.
type round struct {
	client *fetch.Client
	store  *store.Store
	source map[string]feed.Source // by key

	left  atomic.Int64 // how much may still be asked for automatically
	quiet quiet
}

func newRound(ctx context.Context, c *fetch.Client, s *store.Store, limit int64) (*round, error) {
	known, err := s.Sources(ctx)
	r := &round{client: c, store: s, source: map[string]feed.Source{}}
	r.left.Store(limit)
	for _, k := range known {
		r.source[k.Key] = k.Source
	}
	return r, err
}

// may reports whether a host may be asked automatically: it is not left alone, and not
// enough was asked for. What it allows, it counts.
func (r *round) may(ctx context.Context, host string) bool {
	return ctx.Err() == nil && !r.quiet.has(host) && r.left.Add(-1) >= 0
}

// perHost is how much is asked of one host at once; the client bounds how much there
// is in all.
const perHost = 2

// fetchEach asks for what is due, so much of each host at once, in its order, and gives what
// came of it: one says that by its second result, where something was asked at all. The
// channel is closed when all is done, and must be read until then.
func fetchEach[T, E any](due []T, atOnce int, host func(T) string,
	one func(T) (E, bool)) <-chan E {
	events := make(chan E)
	var work sync.WaitGroup
	for _, queue := range byHost(due, host) {
		for range atOnce {
			work.Go(func() {
				for t := range queue {
					if e, asked := one(t); asked {
						events <- e
					}
				}
			})
		}
	}
	go func() {
		work.Wait()
		close(events)
	}()
	return events
}

// byHost returns what is due of each host, in order, as a queue.
func byHost[T any](due []T, host func(T) string) map[string]chan T {
	queues := map[string]chan T{}
	for _, t := range due {
		h := host(t)
		if queues[h] == nil {
			queues[h] = make(chan T, len(due))
		}
		queues[h] <- t
	}
	for _, queue := range queues {
		close(queue)
	}
	return queues
}

func hostOf(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}

// sameSite reports whether two addresses are of one site, which may call itself www.
func sameSite(a, b string) bool {
	return strings.TrimPrefix(hostOf(a), "www.") == strings.TrimPrefix(hostOf(b), "www.")
}

// quiet is the hosts that are left alone for the rest of a run.
type quiet struct {
	mu    sync.Mutex
	hosts map[string]bool
}

func (q *quiet) has(host string) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.hosts[host]
}

func (q *quiet) backOff(host string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.hosts == nil {
		q.hosts = map[string]bool{}
	}
	q.hosts[host] = true
}

// inTrouble reports whether an error says something of a host or of the network, and
// nothing of what was asked for, which is asked for again the next time.
func inTrouble(err error) bool {
	var (
		status  *feed.StatusError
		offline *feed.OfflineError
		slow    *feed.TimeoutError
	)
	return errors.As(err, &offline) || errors.As(err, &slow) ||
		errors.As(err, &status) && (status.Code == 429 || status.Code >= 500)
}
