package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"breageek/feed"
	"breageek/store"
)

func TestSourcesThatAnswerAtOnceAreAllKeptAndOneThatGaveUpSpoilsNoOther(t *testing.T) {
	const n = 40
	dir := t.TempDir()
	s := open(t, dir)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	var work sync.WaitGroup
	for i := range n {
		work.Go(func() {
			src := feed.Source{Name: fmt.Sprint(i), URL: fmt.Sprintf("https://s%d.example/", i)}
			a, b := item(2*i), item(2*i+1)
			ctx, want := t.Context(), 2
			if i%10 == 3 {
				ctx, want = gone, 0
			}
			got, err := s.Merge(ctx, feed.Result{Source: src, Articles: []feed.Article{a, b}})
			if len(got.New) != want || errors.Is(err, context.Canceled) != (want == 0) {
				t.Errorf("source %d: %+v, %v", i, got, err)
			}
		})
	}
	work.Wait()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	if done, err := s.Index(t.Context()); done != 2*(n-4) || err != nil {
		t.Errorf("%d articles got search terms, %v", done, err)
	}
	c, err := s.Counts(t.Context(), nil)
	if got := titles(t, s, store.Query{}); len(got) != 2*(n-4) || c.Total != len(got) || err != nil {
		t.Errorf("%d listed, counts %+v, %v", len(got), c, err)
	}
}
