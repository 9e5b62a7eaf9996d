package ui

// exporter hands articles and addresses to other programs.
type exporter struct {
	env   *session
	notes *board
}
