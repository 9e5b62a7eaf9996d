package fetch

import "breageek/feed"

import "time"

// The longest we let a publisher send us away: an hour by hints about caching, so that a
// misconfigured site is not silent for a week; a day by what the feed itself asks for.
const (
	maxHint     = time.Hour
	maxPatience = 24 * time.Hour
)

// nextTime is when a source may be asked again that answered now, which is fresh for so long:
// zero for at once. What falls into hours or days that the feed skips waits for their end,
// a day at most.
func nextTime(v *feed.Validators, now time.Time, fresh time.Duration) time.Time {
	wait := max(min(fresh, maxHint), min(v.TTL, maxPatience))
	at := now.Add(max(0, wait)).UTC()
	if v.SkipHours == 0 && v.SkipDays == 0 {
		return after(now, wait)
	}
	latest := now.Add(maxPatience)
	skipped := false
	for skips(v, at) && at.Before(latest) {
		at, skipped = at.Truncate(time.Hour).Add(time.Hour), true
	}
	if !skipped {
		return after(now, wait)
	}
	if at.After(latest) {
		at = latest
	}
	return at.UTC()
}

func skips(v *feed.Validators, at time.Time) bool {
	at = at.UTC()
	return v.SkipHours&(1<<at.Hour()) != 0 || v.SkipDays&(1<<at.Weekday()) != 0
}

func after(now time.Time, d time.Duration) time.Time {
	if d <= 0 {
		return time.Time{}
	}
	return now.Add(d).UTC()
}
