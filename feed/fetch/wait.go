package fetch

import "breageek/feed"

import "time"

// The longest that a publisher can make us wait: an hour by caching headers, so that a
// misconfigured site is not silent for a week, and a day by what the feed itself says.
const (
	maxHint     = time.Hour
	maxPatience = 24 * time.Hour
)

// nextTime returns when a source may be fetched again whose response, received now, is fresh
// for some time; zero means at once. If that falls into hours or days that the feed skips, it
// is put off until their end, by a day at most.
func nextTime(v *feed.Validators, now time.Time, fresh time.Duration) time.Time {
	wait := max(min(fresh, maxHint), min(v.TTL, maxPatience))
	at := now.Add(max(0, wait)).UTC()
	if v.SkipHours == 0 && v.SkipDays == 0 {
		return waitUntil(now, wait)
	}
	latest := now.Add(maxPatience)
	skipped := false
	for skips(v, at) && at.Before(latest) {
		at, skipped = at.Truncate(time.Hour).Add(time.Hour), true
	}
	if !skipped {
		return waitUntil(now, wait)
	}
	if at.After(latest) {
		at = latest
	}
	return at.UTC()
}

// skips reports whether the feed asks not to be fetched at a time.
func skips(v *feed.Validators, at time.Time) bool {
	at = at.UTC()
	return v.SkipHours&(1<<at.Hour()) != 0 || v.SkipDays&(1<<at.Weekday()) != 0
}

// waitUntil returns the end of a wait that begins now; zero for none.
func waitUntil(now time.Time, d time.Duration) time.Time {
	if d <= 0 {
		return time.Time{}
	}
	return now.Add(d).UTC()
}
