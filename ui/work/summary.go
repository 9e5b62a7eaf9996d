package work

import (
	"strings"
	"time"

	"breageek/store/refresh"
	"breageek/ui/locale"
)

// nothingNew says why a refresh that was asked for brought no article.
func (m *Model) nothingNew(sum refresh.Summary) string {
	r, l := &m.Progress, m.env.Locale
	until := l.Clock(r.until.In(m.env.Zone()))
	if r.until.Sub(m.env.Now()) > 12*time.Hour {
		until = l.DateTime(r.until.In(m.env.Zone()))
	}
	waits := locale.Fill(l.WaitUntil, l.Count(r.waiting, l.WaitNoun), until)
	switch {
	case sum.Answered == 0 && r.waiting > 0:
		return locale.Fill(l.AllWait, waits)
	case sum.Updated > 0:
		return l.Count(sum.Updated, l.UpdatedNoun)
	case r.waiting > 0:
		return strings.TrimSuffix(l.RefreshNothing, ".") + " · " + waits + "."
	}
	return l.RefreshNothing
}
