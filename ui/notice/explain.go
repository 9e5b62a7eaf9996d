package notice

import (
	"cmp"
	"errors"
	"io/fs"
	"strconv"
	"strings"
	"syscall"

	"breageek/feed"
	"breageek/store"
	"breageek/store/refresh"
	"breageek/ui/locale"
)

// Explain makes a sentence of an error: what happened, what is safe, what to do.
// It is the only place that does.
//
//nolint:gocyclo // a case for each kind of error
func Explain(l *locale.Locale, err error) string {
	var (
		status  *feed.StatusError
		large   *feed.TooLargeError
		alien   *feed.NotFeedError
		slow    *feed.TimeoutError
		offline *feed.OfflineError
		lost    *feed.RedirectError
		cert    *feed.CertificateError
		address *feed.AddressError
		newer   *store.NewerError
		file    *fs.PathError
		several *store.AmbiguousError
		noID    *store.PrefixError
	)
	switch {
	case errors.As(err, &status):
		return explainStatus(l, status)
	case errors.As(err, &large):
		return locale.Fill(l.ErrTooLarge, strconv.FormatInt(large.Limit>>20, 10))
	case errors.As(err, &alien):
		return locale.Fill(l.ErrNotFeed, got(l, alien))
	case errors.As(err, &slow):
		return l.ErrTimeout
	case errors.As(err, &offline):
		if offline.Refused {
			return l.ErrRefused
		}
		return l.ErrOffline
	case errors.As(err, &lost):
		return l.ErrRedirect
	case errors.As(err, &cert):
		return locale.Fill(l.ErrCertificate, reason(l, cert.Reason))
	case errors.As(err, &address):
		return locale.Fill(l.ErrAddress, reason(l, address.Reason))
	case errors.As(err, &newer):
		return l.ErrNewer
	case errors.As(err, &several):
		return locale.Fill(l.ErrAmbiguous, several.Prefix)
	case errors.As(err, &noID):
		return locale.Fill(l.ErrPrefix, strconv.Quote(noID.Prefix))
	case errors.As(err, &file) && file.Op == "read" && strings.HasSuffix(file.Path, "articles.db"):
		return locale.Fill(l.ErrUnread, Cause(l, err))
	case errors.As(err, &file) && strings.HasSuffix(file.Path, "articles.db"):
		return locale.Fill(l.ErrArchive, Cause(l, err))
	case errors.As(err, &file):
		return locale.Fill(l.ErrDisk, Cause(l, err))
	}
	return locale.Fill(l.ErrUnknown, err.Error())
}

// ExplainUnsaved makes a sentence of why the marks, or only what can be taken back, are
// not on the disk; why says the cause.
func ExplainUnsaved(l *locale.Locale, err error, why string) string {
	var undo *store.UndoError
	if errors.As(err, &undo) {
		return locale.Fill(l.UndoUnsaved, why)
	}
	return locale.Fill(l.Unsaved, why)
}

func explainStatus(l *locale.Locale, e *feed.StatusError) string {
	code := strconv.Itoa(e.Code)
	switch {
	case e.Code == 410:
		return l.ErrGone
	case e.Code == 404:
		return l.ErrNotFound
	case e.Code == 429 || e.Code == 503 && e.RetryAfter > 0:
		return locale.Fill(l.ErrTooMany, code)
	case e.Code >= 500:
		return locale.Fill(l.ErrServer, code)
	}
	return locale.Fill(l.ErrStatus, code)
}

// got names what came instead of a feed.
func got(l *locale.Locale, e *feed.NotFeedError) string {
	switch e.Got {
	case "html":
		if e.Title != "" {
			return l.GotHTML + " (" + locale.Fill(l.Quote, e.Title) + ")"
		}
		return l.GotHTML
	case "empty":
		return l.GotEmpty
	}
	return locale.Fill(l.GotOther, reason(l, e.Got))
}

// ExplainPage makes a sentence of why an article's page gave nothing. What the
// feed gave stays.
func ExplainPage(l *locale.Locale, err error) string {
	why := pageReason(l, err)
	if why == "" {
		return Explain(l, err)
	}
	if why == l.PageLess {
		return why
	}
	return locale.Fill(l.PageFailed, why)
}

// ExplainLink says why the page a link leads to could not be had: of that one there is
// no text of the feed that stays.
func ExplainLink(l *locale.Locale, err error) string {
	return cmp.Or(pageReason(l, err), Explain(l, err))
}

// pageReason says why a page gave nothing; empty for an error of another kind.
func pageReason(l *locale.Locale, err error) string {
	var (
		wrong   *refresh.PageError
		status  *feed.StatusError
		large   *feed.TooLargeError
		slow    *feed.TimeoutError
		offline *feed.OfflineError
		lost    *feed.RedirectError
		cert    *feed.CertificateError
		address *feed.AddressError
	)
	switch {
	case errors.As(err, &wrong):
		return wrongPage(l, wrong.Reason)
	case errors.As(err, &status):
		return locale.Fill(l.PageStatus, strconv.Itoa(status.Code))
	case errors.As(err, &large):
		return locale.Fill(l.PageLarge, strconv.FormatInt(large.Limit>>20, 10))
	case errors.As(err, &slow):
		return l.PageSlow
	case errors.As(err, &offline):
		return l.PageOffline
	case errors.As(err, &lost):
		return l.PageRedirect
	case errors.As(err, &cert):
		return locale.Fill(l.PageCertificate, reason(l, cert.Reason))
	case errors.As(err, &address) && address.Reason == "private":
		return l.PagePrivate
	case errors.As(err, &address):
		return locale.Fill(l.PageAddress, reason(l, address.Reason))
	}
	return ""
}

// wrongPage says what is wrong with a page that came.
func wrongPage(l *locale.Locale, code string) string {
	switch code {
	case "less":
		return l.PageLess
	case "no link":
		return l.PageGone
	case "login":
		return l.PageLogin
	case "cookies":
		return l.PageCookies
	case "paywall":
		return l.PagePaywall
	case "other":
		return l.PageOther
	case "empty":
		return l.PageEmpty
	case "robots":
		return l.PageRobots
	}
	return locale.Fill(l.PageKind, reason(l, code))
}

// ExplainNotice makes a sentence of what the store survived at its opening.
func ExplainNotice(l *locale.Locale, n store.Notice) string {
	switch {
	case n.Moved != "":
		return locale.Fill(l.ErrState, n.Moved)
	case IsNewer(n.Err):
		return l.ErrNewer
	case strings.HasSuffix(n.File, ".json"):
		return locale.Fill(l.ErrUnreadable, n.File, Cause(l, n.Err))
	}
	return locale.Fill(l.ErrReadOnly, n.File)
}

// Cause says in a few words what the system refused, with the file where the
// error names one.
func Cause(l *locale.Locale, err error) string {
	cause := err.Error()
	var file *fs.PathError
	if errors.As(err, &file) {
		cause = file.Err.Error()
	}
	for code, is := range map[string]error{
		"denied": fs.ErrPermission, "missing": fs.ErrNotExist, "full": syscall.ENOSPC,
		"read-only": syscall.EROFS,
		"too large": syscall.EFBIG, "quota": syscall.EDQUOT, "input or output": syscall.EIO,
		"files": syscall.EMFILE, "held": store.ErrHeld,
		"not a folder": syscall.ENOTDIR, "a folder": syscall.EISDIR, "a circle": syscall.ELOOP,
	} {
		if errors.Is(err, is) {
			cause = reason(l, code)
		}
	}
	if file != nil && file.Op == "sync" && errors.Is(err, syscall.EINVAL) {
		cause = reason(l, "unconfirmed")
	}
	if file != nil {
		cause += ", " + file.Path
	}
	return cause
}

// reason says a code of an error in words.
func reason(l *locale.Locale, code string) string {
	if words, ok := l.Reasons[code]; ok {
		return words
	}
	return code
}

// IsNewer tells files of a newer program, which will not be written however
// often it is tried.
func IsNewer(err error) bool {
	var newer *store.NewerError
	return errors.As(err, &newer)
}
