package ui

import "breageek/ui/headlines"

// browseModel is what stands in the list's place.
type browseModel struct {
	env   *session
	notes *board

	headlines *headlines.Model // the list
	found     *headlines.Model // what a search found
	chapters  *headlines.Model // a story's timeline

	listing  listing  // what the list shows
	search   search   // what is searched for, in the archive
	timeline timeline // whose story is in the list's place
	watching watching
	bulk     bulk

	refreshing bool // sources are being asked
	completing bool // pages are being asked for
}

func newBrowseModel(e *session, n *board) *browseModel {
	return &browseModel{env: e, notes: n,
		headlines: headlines.New(e.theme, e.locale, e.deps.Now),
		found:     headlines.New(e.theme, e.locale, e.deps.Now),
		chapters:  headlines.New(e.theme, e.locale, e.deps.Now),
	}
}
