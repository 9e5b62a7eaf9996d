package feed

import (
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/rss"
)

// patience is when a feed wants to be left alone, as it says itself.
type patience struct {
	ttl   time.Duration
	hours uint32 // bit n: the hour n of the day, in GMT (RSS 2.0, <skipHours>)
	days  uint8  // bit n: the day n of the week, Sunday is 0 (RSS 2.0, <skipDays>)
}

// patienceOf is what a feed says of how often it changes: RSS's ttl in minutes, or the
// syndication module's period divided by its frequency, and the hours and days on which
// it never does.
func patienceOf(f *gofeed.Feed) (p patience) {
	r, ok := f.OriginalFeed().(*rss.Feed)
	if ok {
		if n, err := strconv.Atoi(strings.TrimSpace(r.TTL)); err == nil && n > 0 && n < 1<<20 {
			p.ttl = time.Duration(n) * time.Minute
		}
		for _, s := range r.SkipHours {
			if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil && n >= 0 && n <= 24 {
				p.hours |= 1 << (n % 24) // 24 is midnight in RSS 0.91
			}
		}
		for day := time.Sunday; day <= time.Saturday; day++ {
			for _, s := range r.SkipDays {
				if strings.EqualFold(strings.TrimSpace(s), day.String()) {
					p.days |= 1 << day
				}
			}
		}
	}
	if p.ttl == 0 {
		p.ttl = syndicationPeriod(f)
	}
	return p
}

func syndicationPeriod(f *gofeed.Feed) time.Duration {
	const day = 24 * time.Hour
	period := map[string]time.Duration{"hourly": time.Hour, "daily": day, "weekly": 7 * day,
		"monthly": 30 * day, "yearly": 365 * day}[extension(f.Extensions, "sy", "updatePeriod")]
	n, err := strconv.Atoi(extension(f.Extensions, "sy", "updateFrequency"))
	if err != nil || n < 1 {
		n = 1
	}
	return period / time.Duration(n)
}
