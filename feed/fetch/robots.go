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

// robotsName is the name that robots.txt files know us by.
const robotsName = "BreaGeek"

// robotsAge is how long a robots.txt is valid (RFC 9309 §2.4).
const robotsAge = 24 * time.Hour

// coolingDown remembers which hosts asked us to wait (Retry-After), and until when.
type coolingDown struct {
	mu    sync.Mutex
	until map[string]coolDown
}

type coolDown struct {
	code int
	end  time.Time
}

func (r *coolingDown) note(host string, code int, end time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.until == nil {
		r.until = map[string]coolDown{}
	}
	r.until[strings.ToLower(host)] = coolDown{code, end}
}

// check returns the *StatusError of a host that asked us to wait, or nil.
func (r *coolingDown) check(address, host string, now time.Time) error {
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
	mu    sync.Mutex // held during the request, whose result everyone waits for
	rules *robotstxt.RobotsData
	until time.Time
}

// Allowed reports whether a site's robots.txt (RFC 9309) lets us fetch a page on our own
// initiative. A site without a robots.txt allows everything. What the user asks for needs no
// permission. The error is one of [Client.Page]'s if the site cannot tell, or the *StatusError
// of a site that asked us to wait.
func (c *Client) Allowed(ctx context.Context, address string, from feed.Source) (bool, error) {
	u, err := c.parseAddress(address)
	if err != nil {
		return false, err
	}
	if err := c.coolingDown.check(address, u.Host, c.o.Now()); err != nil {
		return false, err
	}
	site := c.robots.of(u)
	site.mu.Lock()
	defer site.mu.Unlock()
	if now := c.o.Now(); site.rules == nil || now.After(site.until) {
		rules, err := c.fetchRobots(ctx, u, from)
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

func (c *Client) fetchRobots(ctx context.Context, u *url.URL, from feed.Source) (
	*robotstxt.RobotsData, error) {
	doc, err := c.Page(ctx, u.ResolveReference(&url.URL{Path: "/robots.txt"}).String(), from)
	var status *feed.StatusError
	var large *feed.TooLargeError
	var lost *feed.RedirectError
	switch {
	case errors.As(err, &status) && (status.Code == http.StatusTooManyRequests || status.Code >= 500):
		return nil, err // it is fetched again before any page
	case errors.As(err, &status):
		return robotstxt.FromStatusAndBytes(status.Code, nil)
	case errors.As(err, &large), errors.As(err, &lost):
		return robotstxt.FromStatusAndBytes(http.StatusNotFound, nil)
	case err != nil:
		return nil, err
	}
	rules, err := robotstxt.FromBytes(doc.Body)
	if err != nil { // anything else forbids nothing
		return robotstxt.FromStatusAndBytes(http.StatusNotFound, nil)
	}
	return rules, nil
}
