package ui

import "context"

// workModel is what is under way: a refresh, the completion of texts, the saving of marks.
type workModel struct {
	env   *session
	notes *board

	refresh  refreshing
	saving   saving
	stopSync context.CancelFunc // ends the looking at the state on the disk
}
