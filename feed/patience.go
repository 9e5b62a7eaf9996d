package feed

import (
	"strconv"
	"time"
)

// syndicationPeriod returns how often a feed is updated according to the syndication module of
// RSS 1.0, or 0 if the period is unknown.
func syndicationPeriod(period, frequency string) time.Duration {
	const day = 24 * time.Hour
	periods := map[string]time.Duration{"hourly": time.Hour, "daily": day, "weekly": 7 * day,
		"monthly": 30 * day, "yearly": 365 * day}
	n, err := strconv.Atoi(frequency)
	if err != nil || n < 1 {
		n = 1
	}
	return periods[period] / time.Duration(n)
}
