package work

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
)

// Shown is what work knows of the list on the screen.
type Shown struct {
	Top   bool // its first headline is chosen and in sight: what is new is seen
	Blank bool // nothing is kept
}

// Step is what a step of the work means for the panes.
type Step struct {
	Cmd      tea.Cmd
	New      []feed.ID     // articles that came
	Updated  []feed.ID     // articles whose texts changed
	Listed   bool          // the list changed, while a refresh goes on
	Changed  bool          // the list changed, and what depends on all that is kept
	Answered bool          // a source answered: the network is there
	Ended    bool          // a refresh ended,
	News     []store.Entry // with these new chapters of watched stories
	Home     bool          // and there are articles of the user's own now
	Complete bool          // texts that miss are to be completed
	Collect  bool          // the pictures of the newest articles are to be stored
	Page     feed.ID       // the article whose page gave more text; 0: none
}

// send hands over a step, unless the program ends.
func send[T any](ctx context.Context, steps chan<- T, msg T) {
	select {
	case steps <- msg:
	case <-ctx.Done():
	}
}

func nextStep[T any](ctx context.Context, steps <-chan T) tea.Cmd {
	return func() tea.Msg {
		select {
		case msg := <-steps:
			return msg
		case <-ctx.Done():
			return nil
		}
	}
}
