package ui

// exporter hands articles and addresses to other programs.
type exporter struct {
	env   *session
	notes *board
}

// newExporter makes what hands articles to other programs.
func newExporter(e *session, n *board) *exporter { return &exporter{env: e, notes: n} }
