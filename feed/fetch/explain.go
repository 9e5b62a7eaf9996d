package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"

	"code.dny.dev/ssrf"

	"breageek/feed"
)

// explained returns the error of package feed that stands for a network error.
func explained(ctx context.Context, url string, err error) error {
	var timeout *feed.TimeoutError
	if errors.As(context.Cause(ctx), &timeout) {
		return timeout
	}
	if ctx.Err() != nil {
		return fmt.Errorf("%s: %w", url, context.Cause(ctx))
	}
	var large *feed.TooLargeError
	if errors.As(err, &large) {
		return err
	}
	if errors.Is(err, ssrf.ErrProhibitedIP) || errors.Is(err, ssrf.ErrProhibitedNetwork) {
		return &feed.AddressError{URL: url, Reason: "private"}
	}
	if reason := certificate(err); reason != "" {
		return &feed.CertificateError{URL: url, Reason: reason, Err: err}
	}
	var net net.Error
	if errors.As(err, &net) && net.Timeout() {
		return &feed.TimeoutError{URL: url, Stage: "connect", Err: err}
	}
	return &feed.OfflineError{URL: url, Refused: refusedBy(err), Err: err}
}

func certificate(err error) string {
	var (
		authority x509.UnknownAuthorityError
		host      x509.HostnameError
		invalid   x509.CertificateInvalidError
		verify    *tls.CertificateVerificationError
		record    tls.RecordHeaderError
	)
	switch {
	case errors.As(err, &authority):
		return "unknown authority"
	case errors.As(err, &host):
		return "wrong host"
	case errors.As(err, &invalid):
		if invalid.Reason == x509.Expired {
			return "expired"
		}
		return "invalid"
	case errors.As(err, &verify):
		return "invalid"
	case errors.As(err, &record):
		return "not TLS"
	}
	return ""
}

// wsaRefused is the ECONNREFUSED of Windows sockets.
const wsaRefused = syscall.Errno(10061)

func refusedBy(err error) bool {
	var errno syscall.Errno
	return errors.As(err, &errno) && (errno == syscall.ECONNREFUSED || errno == wsaRefused)
}

// retryAfter parses both forms of the Retry-After header (RFC 9110 §10.2.3). The result is at
// most a day, and ten minutes for a server that does not say how long.
func retryAfter(h http.Header, now time.Time) time.Duration {
	s := strings.TrimSpace(h.Get("Retry-After"))
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && n >= 0 {
		return time.Duration(min(n, int64(maxRetryAfter/time.Second))) * time.Second
	}
	if t, err := http.ParseTime(s); err == nil {
		return min(max(0, t.Sub(now)), maxRetryAfter)
	}
	return 10 * time.Minute
}

// maxAge returns how long a response is fresh (RFC 9111 §5.2.2.1), less the time it spent in
// caches.
func maxAge(h http.Header) time.Duration {
	var age time.Duration
	for _, d := range strings.Split(strings.Join(h.Values("Cache-Control"), ","), ",") {
		name, value, _ := strings.Cut(strings.ToLower(strings.TrimSpace(d)), "=")
		switch name {
		case "no-cache", "no-store":
			return 0
		case "max-age":
			n, err := strconv.ParseInt(strings.Trim(value, `"`), 10, 64)
			if err == nil && n > 0 {
				age = time.Duration(min(n, 1<<30)) * time.Second
			}
		}
	}
	if n, err := strconv.ParseInt(h.Get("Age"), 10, 64); err == nil && n > 0 {
		age -= time.Duration(min(n, 1<<30)) * time.Second
	}
	return max(0, age)
}
