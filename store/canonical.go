package store

import (
	"strings"
)

func canonical(link string) string {
	_, rest, _ := strings.Cut(link, "://")
	rest, _, _ = strings.Cut(rest, "#")
	return strings.TrimRight(strings.TrimPrefix(strings.ToLower(rest), "www."), "/")
}
