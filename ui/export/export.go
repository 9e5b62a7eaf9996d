// Package export owns the ways by which an article leaves the program: the browser, the pager
// and the clipboard. It refuses to know which article is meant.
package export

import (
	"breageek/ui/notice"
	"breageek/ui/session"
)

// Exporter hands articles and addresses to other programs.
type Exporter struct {
	env   *session.Session
	notes *notice.Board
}

// New makes what hands articles to other programs.
func New(e *session.Session, n *notice.Board) *Exporter { return &Exporter{env: e, notes: n} }
