package locale

// Words are the sentences and labels of the program. "%s" stands for what is
// told, "%d" never appears: numbers come ready, with their groups.
type Words struct {
	// Times and numbers.
	Today, Yesterday, Now, JustNow, SameDay, Later, Earlier string
	Minutes, Hours, Days, AgoForm, PercentForm              string
	MinuteNoun, HourNoun                                    Noun
	ByteUnits, DecimalSign                                  string // the units with spaces between
	DayNoun, WeekNoun, MonthNoun, YearNoun                  Noun

	// Panes and their headings.
	Headlines, Article, Related, Lead        string
	AllHeadlines, UnreadOnly, StarredOnly    string
	ReadingTime, UnreadNoun, ArticleNoun     Noun
	NewNoun, UpdatedNoun, ResultNoun         Noun
	CopyNoun                                 Noun
	Untitled, Undated, TeaserNote, Loading   string
	EmptyList, EmptyUnread, EmptyStarred     string
	EmptySearch, EmptyRelated                string
	EmptyArticle, Top, Bottom, Outside       string
	Enclosure, Picture, Links, UpdatedAt     string
	Audio, Video, FollowNote                 string
	Discussion, LinkedPage, FoundBy          string
	KindLinked, KindSite, KindSame, KindNext string
	KindSubject, KindCiting                  string
	NotKept, OnlyTeaser                      string
	PictureGone                              string
	StoryHeading, StoryWatched, ReadSoFar    string

	// The status line.
	Offline, Refreshing, RefreshedAt, NeverRefreshed                                 string
	MarkedRead, MarkedUnread, StarAdded, StarRemoved                                 string
	Undone, NothingToUndo, Copied, Browsed                                           string
	NoLink, NoBack, NoForward, NoNextUnread, LastOne                                 string
	FirstOne, NoRelatedLeft, Nothing, Unsaved, UndoUnsaved                           string
	RefreshDone, RefreshNothing, NoSourceAnswered                                    string
	SourceFailed, SourcesFailed, OfflineSample, SamplePaper, SampleInstead, NewAbove string
	SearchPrompt, FindPrompt, NotFound, Searching                                    string
	OfflineRefresh, HelpHint, TextNotKept, CopyTooLong                               string
	RefreshBegins, RefreshRuns, AllWait, WaitUntil                                   string
	NoSources, NoSourceShort                                                         string
	WaitNoun                                                                         Noun
	CopiedWords                                                                      Noun

	// What was taken back: what the marks are now, by what was done.
	UndoneMany, UndoneRead, UndoneUnread, UndoneStar, UndoneUnstar string
	UndoneWatch, UndoneUnwatch, UndoneDismissal, UndoneReturn      string
	UnreadAgain, ReadAgain                                         Noun

	// Following a story: pages, timelines, what is watched, what is taken away.
	PageAsked, PageWhole, PageLess, PageGone   string
	SourceNoun, PageOnItsWay, Completing       string
	OutsideOnly                                string
	LinkAsked, LinkOffline                     string
	NoStory, WatchAdded, WatchRemoved, Watched string
	WatchedMore                                Noun
	Dismissed, DismissWhere                    string
	CompletedNoun                              Noun

	// The state, written elsewhere too.
	SyncFailed   string
	CopiesMerged Noun
	GoneNoun     Noun // articles that the rule of keeping let go
	Doctor       Doctor

	// Marking a whole list.
	AllRead, NothingMarked, MarkAllQuestion, ManyMarked string

	// The page of text: its links, its measure, its pictures.
	FollowPrompt, FollowHint, FollowBrowser, FollowMail  string
	FollowNone, FollowNoNumber, FollowHere, FollowChosen string
	MeasureNow, MeasureLeast, MeasureMost                string
	PicturesUnkept                                       string
	PicturesShown, PicturesHidden, PicturesOff           string

	// Why an article's page gave nothing. The feed's text stays.
	PageFailed, PageStatus, PageLarge, PageSlow, PageOffline  string
	PageRedirect, PageCertificate, PageAddress, PagePrivate   string
	PageLogin, PageCookies, PagePaywall, PageOther, PageEmpty string
	PageKind, PageRobots                                      string

	// Errors: what happened, what is safe, what to do.
	ErrStatus, ErrGone, ErrNotFound, ErrServer, ErrTooMany         string
	ErrTooLarge, ErrNotFeed, ErrTimeout, ErrOffline                string
	ErrRefused, ErrRedirect, ErrCertificate, ErrAddress            string
	ErrDisk, ErrArchive, ErrUnread, ErrNewer, ErrState, ErrUnknown string
	ErrBrowser, TooSmall                                           string
	ErrNoArticle, ErrAmbiguous, ErrPrefix                          string
	Unchanged, NotAsked                                            string
	GotHTML, GotEmpty, GotOther, Quote                             string
	ErrReadOnly, ErrUnreadable, ErrNoPager, ErrPager               string
	// Reasons names the causes that errors give as codes: of certificates and
	// addresses, of what came instead of a feed, and of the disk.
	Reasons map[string]string
	Command Command

	// The help screen.
	Help, HelpClose                                   string
	HelpMove, HelpRead, HelpState, HelpFind, HelpRest string
	HelpPage                                          string
	Keys                                              Keys
}

// Keys says what each key does, in a few words, for the help screen, the footer
// and the README.
type Keys struct {
	Up, Down, Top, Bottom, PageUp, PageDown, HalfUp, HalfDown string
	Open, NextPane, PrevPane, ClosePane                       string
	Next, Prev, NextUnread, NextRelated, PrevRelated          string
	Back, Forward, Search, Find, Star, Read, Undo, Filter     string
	Refresh, Browse, Copy, Help, Quit, Cancel, Suspend        string
	FullText, Story, Watch, Dismiss, LeaveStory               string
	FindNext, FindPrev, Pager, CopyText                       string
	MarkAbove, MarkAll, Yes                                   string
	Narrower, Wider, Zen, Pictures, Left, Right, Follow       string
}

// Doctor are the words of "breageek doctor".
type Doctor struct {
	Kept, Archive, Marks, Pictures, Folder, Sources, Rule, Advice string
	ArticleNoun, ExcerptNoun, PictureNoun                         Noun
	ReadNoun, StarNoun, WatchNoun                                 Noun
	Sound, Unsound, Waiting                                       string
	Forever, WouldGo, NothingGoes                                 string
	NoSources, NeverAsked, AnsweredAt, FailedAt, NextAt           string
	AdviceUnsound, AdviceFailed, AdviceWaiting, AdviceExcerpts    string
	AdviceNotHere, AdviceUnmerged, AdviceAside, NoAdvice          string
	Every, ByHand                                                 string
}
