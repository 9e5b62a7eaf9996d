package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/temoto/robotstxt"

	"breageek/feed"
)

// robotsName is who we are to a robots.txt.
const robotsName = "BreaGeek"

// robotsAge is how long a robots.txt is believed (RFC 9309 §2.4).
const robotsAge = 24 * time.Hour

// rests remembers which hosts asked to be left alone (Retry-After), and until when.
type rests struct {
	mu    sync.Mutex
	until map[string]rest
}

type rest struct {
	code int
	end  time.Time
}

func (r *rests) note(host string, code int, end time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.until == nil {
		r.until = map[string]rest{}
	}
	r.until[strings.ToLower(host)] = rest{code, end}
}

// check returns the *StatusError of a host that is to be left alone.
func (r *rests) check(address, host string, now time.Time) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if at := r.until[strings.ToLower(host)]; at.end.After(now) {
		return &feed.StatusError{URL: address, Code: at.code, RetryAfter: at.end.Sub(now)}
	}
	return nil
}

// robots remembers what sites allow.
type robots struct {
	mu    sync.Mutex
	sites map[string]*siteRobots // by scheme and host
}

type siteRobots struct {
	mu    sync.Mutex // held while the site is asked: everyone wants the same answer
	rules *robotstxt.RobotsData
	until time.Time
}

// Allowed reports whether a site lets its pages be asked for unbidden, by its
// robots.txt (RFC 9309): a site without one allows everything. What a reader asks
// for needs no such leave. The error is one of Page's: of a site that cannot say, and
// a *StatusError of one that asked to be left alone for a while and still is.
func (c *Client) Allowed(ctx context.Context, address string, from feed.Source) (bool, error) {
	u, err := c.parseAddress(address)
	if err != nil {
		return false, err
	}
	if err := c.rests.check(address, u.Host, c.o.Now()); err != nil {
		return false, err
	}
	site := c.robots.of(u)
	site.mu.Lock()
	defer site.mu.Unlock()
	if now := c.o.Now(); site.rules == nil || now.After(site.until) {
		rules, err := c.askRobots(ctx, u, from)
		if err != nil {
			return false, err
		}
		site.rules, site.until = rules, now.Add(robotsAge)
	}
	where := u.EscapedPath()
	if u.RawQuery != "" {
		where += "?" + u.RawQuery
	}
	return site.rules.TestAgent(where, robotsName), nil
}

func (r *robots) of(u *url.URL) *siteRobots {
	key := u.Scheme + "://" + strings.ToLower(u.Host)
	r.mu.Lock()
	defer r.mu.Unlock()
	site := r.sites[key]
	if site == nil {
		if r.sites == nil {
			r.sites = map[string]*siteRobots{}
		}
		site = &siteRobots{}
		r.sites[key] = site
	}
	return site
}

func (c *Client) askRobots(ctx context.Context, u *url.URL, from feed.Source) (
	*robotstxt.RobotsData, error) {
	doc, err := c.Page(ctx, u.ResolveReference(&url.URL{Path: "/robots.txt"}).String(), from)
	var status *feed.StatusError
	var large *feed.TooLargeError
	var lost *feed.RedirectError
	switch {
	case errors.As(err, &status) && (status.Code == http.StatusTooManyRequests || status.Code >= 500):
		return nil, err // it will be asked again before any page is
	case errors.As(err, &status):
		return robotstxt.FromStatusAndBytes(status.Code, nil)
	case errors.As(err, &large), errors.As(err, &lost):
		return robotstxt.FromStatusAndBytes(http.StatusNotFound, nil)
	case err != nil:
		return nil, err
	}
	rules, err := robotstxt.FromBytes(doc.Body)
	if err != nil { // what is no robots.txt forbids nothing
		return robotstxt.FromStatusAndBytes(http.StatusNotFound, nil)
	}
	return rules, nil
}
