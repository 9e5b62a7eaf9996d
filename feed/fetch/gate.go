package fetch

import (
	"context"
	"strings"
	"sync"
)

// A gate limits how many requests run at once, in total and to one host.
type gate struct {
	all     chan struct{}
	perHost int
	mu      sync.Mutex
	hosts   map[string]*hostGate
}

type hostGate struct {
	slots chan struct{}
	users int // inside or waiting; the last one removes the gate
}

func newGate(all, perHost int) *gate {
	return &gate{all: make(chan struct{}, all), perHost: perHost, hosts: map[string]*hostGate{}}
}

// enter waits for a free slot. The host's slot comes first: many feeds on a slow host must not
// hold up the others.
func (g *gate) enter(ctx context.Context, host string) (release func(), err error) {
	host = strings.TrimPrefix(strings.ToLower(host), "www.")
	g.mu.Lock()
	h := g.hosts[host]
	if h == nil {
		h = &hostGate{slots: make(chan struct{}, g.perHost)}
		g.hosts[host] = h
	}
	h.users++
	g.mu.Unlock()
	leave := func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		if h.users--; h.users == 0 {
			delete(g.hosts, host)
		}
	}
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		leave()
		return nil, ctx.Err()
	}
	select {
	case g.all <- struct{}{}:
	case <-ctx.Done():
		<-h.slots
		leave()
		return nil, ctx.Err()
	}
	return func() {
		<-g.all
		<-h.slots
		leave()
	}, nil
}
