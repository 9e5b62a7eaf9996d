package locale

import (
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// English gives the English locale.
func English() *Locale {
	return &Locale{
		Words:   englishWords(),
		Tag:     language.English,
		numbers: message.NewPrinter(language.English),
		cal: calendar{
			months: [12]string{"January", "February", "March", "April", "May", "June",
				"July", "August", "September", "October", "November", "December"},
			shortMonths: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
				"Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
			days: [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
				"Saturday"},
			monthFirst: true,
			comma:      ",",
			clock:      ":",
			padHours:   true,
		},
		one: func(n int) bool { return n == 1 },
	}
}

func englishWords() Words {
	return Words{
		Today: "Today", Yesterday: "Yesterday", Now: "1 min", JustNow: "just now", SameDay: "the same day",
		Later: "%s later", Earlier: "%s earlier",
		Minutes: "%s min", Hours: "%s h", Days: "%s d", AgoForm: "%s ago",
		PercentForm: "%s%",
		MinuteNoun:  Noun{"%s min", "%s min"},
		HourNoun:    Noun{"%s hour", "%s hours"},
		DayNoun:     Noun{"%s day", "%s days"},
		WeekNoun:    Noun{"%s week", "%s weeks"},
		MonthNoun:   Noun{"%s month", "%s months"},
		YearNoun:    Noun{"%s year", "%s years"},

		Headlines: "Headlines", Article: "Article", Related: "Related", Lead: "Top story",
		AllHeadlines: "All headlines", UnreadOnly: "Unread", StarredOnly: "Starred",
		ReadingTime: Noun{"%s min read", "%s min read"},
		UnreadNoun:  Noun{"%s unread", "%s unread"},
		NewNoun:     Noun{"%s new article", "%s new articles"},
		UpdatedNoun: Noun{"%s updated", "%s updated"},
		ResultNoun:  Noun{"%s result", "%s results"},
		CopyNoun:    Noun{"and %s close version", "and %s close versions"},
		Untitled:    "Untitled", Undated: "no date",
		TeaserNote:  "The feed gives only an excerpt. “x” gets the whole text from the page.",
		Loading:     "Reading…",
		EmptyList:   "Nothing is kept here yet. “r” asks the sources.",
		EmptyUnread: "Everything is read. “f” shows the starred, then all; “r” asks the sources.",
		EmptyStarred: "No stars yet. “s” puts one on an article, “f” goes back to all " +
			"headlines.",
		EmptySearch:  "No kept article has these words.",
		EmptyRelated: "No other kept article touches this story.",
		EmptyArticle: "The source sent no text. “x” looks for it on the page, “o” opens that in " +
			"the browser.",
		Top: "top", Bottom: "end", Outside: "another site, opens in the browser",
		Enclosure: "Attachment", Picture: "Picture", Links: "Links",
		UpdatedAt:  "updated %s",
		KindLinked: "linked", KindSite: "the site suggests", KindSame: "same story",
		KindNext: "follow-up", KindSubject: "same subject", KindCiting: "links here",
		NotKept: "not kept yet", OnlyTeaser: "excerpt",
		StoryHeading: "The story so far", StoryWatched: "watched",
		ReadSoFar: "%s read",

		PageAsked:   "Asking %s for the whole text…",
		PageWhole:   "Whole text from the page: %s words.",
		OutsideOnly: "This story is on another site: “o” opens it in the browser.",
		PageLess:    "The page has no more text than the feed: nothing is changed.",
		SourceNoun:  "the source", PageOnItsWay: "page on its way…", Completing: "texts %s",
		PageGone:  "The source gave no link: there is no page to ask for.",
		LinkAsked: "Asking %s for the page…",
		LinkOffline: "Offline (--offline), and this page is not kept yet: the network is not " +
			"asked.",
		NoStory:      "No other chapter of this story is kept.",
		WatchAdded:   "Story watched: its new chapters will be pointed out. “z” undoes.",
		WatchRemoved: "Story no longer watched. “z” undoes.",
		Watched:      "Watched story: %s",
		WatchedMore:  Noun{"and %s other chapter", "and %s other chapters"},
		Dismissed:    "Taken out of the related stories: %s. “z” undoes.",
		DismissWhere: "“d” takes a related story away: choose it in its pane first.",
		CompletedNoun: Noun{"%s text completed from its page",
			"%s texts completed from their pages"},

		PageFailed:      "%s The feed's text stays.",
		PageStatus:      "The site did not give the page (%s).",
		PageLarge:       "The page is larger than %s MiB: it is not kept.",
		PageSlow:        "The site does not answer.",
		PageOffline:     "No network, or no such site.",
		PageRedirect:    "The page's redirects lead nowhere.",
		PageCertificate: "The site's certificate is not valid (%s): the page was not asked for.",
		PageAddress:     "The page's address cannot serve: %s.",
		PagePrivate:     "The address leads to this machine or its network: it is not asked for.",
		PageLogin:       "The page wants a login. “o” opens it in the browser.",
		PageCookies:     "The page wants cookies to be accepted first. “o” opens it in the browser.",
		PagePaywall:     "The page keeps its text for subscribers. “o” opens it in the browser.",
		PageOther:       "The page is of something else than this article.",
		PageEmpty:       "The page is empty.",
		PageKind:        "The address gives %s, not a page. “o” opens it in the browser.",
		PageRobots:      "The site does not want its pages to be asked for unbidden (robots.txt).",

		Offline: "offline", Refreshing: "refreshing %s", RefreshedAt: "refreshed %s",
		NeverRefreshed: "never refreshed",
		MarkedRead:     "Marked read. “z” undoes.",
		MarkedUnread:   "Marked unread. “z” undoes.",
		StarAdded:      "Starred. “z” undoes.",
		StarRemoved:    "Star removed. “z” undoes.",
		Undone:         "Undone: %s",
		NothingToUndo:  "Nothing to undo.",
		Copied:         "Link copied: %s",
		Browsed:        "Opened in the browser: %s",
		NoLink:         "The source gave no link for this article.",
		NoBack:         "Start of the history.",
		NoForward:      "End of the history.",
		NoNextUnread:   "Nothing unread left in this list.",
		LastOne:        "Last headline of the list.",
		FirstOne:       "First headline of the list.",
		NoRelatedLeft:  "No other related story that way.",
		Nothing:        "No article selected.",
		Unsaved:        "Marks not saved: %s",
		RefreshDone:    "%s, at the top of the list. “g” goes there.",
		RefreshNothing: "Nothing new.",
		NoSourceAnswered: "No source answered. Everything kept can still be read. " +
			"“r” tries again.",
		SourceFailed:   "%s: %s",
		SamplePaper:    "sample edition",
		SampleInstead:  "No source answered: this is the sample edition. %s",
		SourcesFailed:  "%s sources did not answer. %s",
		OfflineSample:  "Offline, and nothing is kept yet: this is the sample edition.",
		NewAbove:       "↑ %s",
		SearchPrompt:   "Search: ",
		FindPrompt:     "In the article: ",
		NotFound:       "not found",
		Searching:      "searching…",
		OfflineRefresh: "Offline (--offline): the network is not asked. Everything kept can be read.",
		HelpHint:       "? help",
		TextNotKept:    "This text is not kept yet: open the story first, or its page with “o”.",
		CopiedWords: Noun{"Copied: %s word in Markdown, if the terminal lets us.",
			"Copied: %s words in Markdown, if the terminal lets us."},
		CopyTooLong: "Nothing is copied: this text is %s kB long, and a terminal takes only %s. " +
			"“e” opens it whole, “breageek show %s --markdown” writes it.",

		ErrStatus: "the server answered %s. It will be asked again at the next refresh; nothing " +
			"is lost.",
		ErrGone:     "the source has closed (410) and will not be asked again; its articles stay.",
		ErrNotFound: "no feed at this address (404). Check it in config.toml; nothing is lost.",
		ErrServer: "the site is in trouble (%s). It will be asked again at the next refresh; " +
			"nothing is lost.",
		ErrTooMany: "the site asks for patience (%s). It will be asked again later; nothing is lost.",
		ErrTooLarge: "the answer is larger than %s MiB and is not kept. Check the address in " +
			"config.toml; nothing is lost.",
		ErrNotFeed: "the address gives %s, not a feed. Name the feed's address in config.toml " +
			"or with --source; nothing is lost.",
		ErrTimeout: "the site does not answer. It will be asked again at the next refresh; " +
			"nothing is lost.",
		ErrOffline: "no network, or no such site. Everything kept can still be read; it will be " +
			"asked again at the next refresh.",
		ErrRefused: "the site refuses the connection. It will be asked again at the next refresh; " +
			"nothing is lost.",
		ErrRedirect: "the redirects lead nowhere. Check the address in config.toml; nothing is lost.",
		ErrCertificate: "the site's certificate is not valid (%s). Nothing was exchanged or lost; " +
			"check the address, and this machine's clock.",
		ErrAddress: "this address cannot serve: %s. It takes http:// or https://, then a site; " +
			"nothing is lost.",
		ErrDisk: "The disk refuses to be written (%s). Nothing is lost while BreaGeek is open; " +
			"it tries again in a few seconds.",
		ErrNewer: "These files come from a newer BreaGeek; they are left alone. Update BreaGeek " +
			"or choose another folder with --data.",
		ErrState:   "state.json could not be read. It was set aside, nothing is erased: %s",
		ErrUnknown: "%s. Everything kept can still be read.",
		ErrBrowser: "The browser could not be started (%s). “y” copies the link.",
		Unchanged:  "nothing new", NotAsked: "not asked: the source wants to be left alone for now",
		ErrNoArticle: "No kept article has this ID: %s. “breageek list” gives them.",
		ErrAmbiguous: "%s names several articles; give more digits.",
		ErrPrefix:    "%s is not an ID: digits from 0 to 9 and a to f.",
		TooSmall:     "Terminal too small (%s). It takes 40×10. “q” quits.",
		GotHTML:      "a web page", GotEmpty: "an empty answer", GotOther: "something else (%s)",
		Quote: "“%s”",
		ErrReadOnly: "The data folder cannot be written (%s). What is kept can be read; nothing " +
			"new is kept while it is so.",
		ErrUnreadable: "%s cannot be read (%s). It stays as it is; marks are kept once it can be " +
			"read.",
		ErrNoPager: "“%s” is not to be found. $PAGER names the program that shows a text, such as " +
			"less; nothing is lost.",
		ErrPager: "The program that $PAGER names ended with an error (%s). The story can still be " +
			"read here.",
		Reasons: englishReasons(),
		Command: englishCommand(),

		Help: "Help", HelpClose: "“?” or Esc closes the help",
		HelpMove: "Moving", HelpRead: "Reading", HelpState: "Marking",
		HelpFind: "Searching", HelpRest: "The rest",
		Keys: Keys{
			Up: "up", Down: "down", Top: "to the top", Bottom: "to the end",
			PageUp: "page up", PageDown: "page down",
			HalfUp: "half a page up", HalfDown: "half a page down",
			Open: "open", NextPane: "next pane", PrevPane: "previous pane",
			ClosePane: "back to the headlines",
			Next:      "next headline, opened", Prev: "previous headline, opened",
			NextUnread:  "next unread, opened",
			NextRelated: "next related story", PrevRelated: "previous related story",
			Back: "the article before", Forward: "the article after",
			Search: "search everything kept", Find: "find in the article",
			FullText: "whole text from the page", Story: "the story so far",
			LeaveStory: "back to the list",
			Watch:      "watch the story", Dismiss: "take the related story away",
			Star: "star", Read: "read / unread", Undo: "undo",
			Filter: "all, unread, starred", Refresh: "refresh",
			Browse: "open in the browser", Copy: "copy the link",
			Pager: "open the text in $PAGER", CopyText: "copy the whole text",
			Help: "help", Quit: "quit", Cancel: "close, give up",
			Suspend:  "suspend (shell)",
			FindNext: "next match", FindPrev: "previous match",
		},
	}
}
