package feed

import (
	"fmt"
	"time"
)

// A StatusError is a response that is neither a feed nor "not modified".
type StatusError struct {
	URL        string
	Code       int           // HTTP status
	RetryAfter time.Duration // how long the server asks us to wait; 0 when it does not say
}

func (e *StatusError) Error() string { return fmt.Sprintf("%s: HTTP status %d", e.URL, e.Code) }

// A TooLargeError is a body of more than Limit bytes after decompression.
type TooLargeError struct {
	URL   string
	Limit int64
}

func (e *TooLargeError) Error() string {
	return fmt.Sprintf("%s: more than %d bytes", e.URL, e.Limit)
}

// A NotFeedError is a body that could not be parsed as a feed.
type NotFeedError struct {
	URL   string
	Got   string // what came instead: html, empty, json, xml, image, pdf, archive, binary, text
	Title string // the title, if it is a web page; one clean line
	Err   error
}

func (e *NotFeedError) Error() string { return fmt.Sprintf("%s: not a feed but %s", e.URL, e.Got) }

// Unwrap returns the parser's error.
func (e *NotFeedError) Unwrap() error { return e.Err }

// A TimeoutError is a server that took too long.
type TimeoutError struct {
	URL   string
	Stage string // connect, header, body
	Err   error
}

func (e *TimeoutError) Error() string { return fmt.Sprintf("%s: timed out (%s)", e.URL, e.Stage) }

// Unwrap returns the network's error.
func (e *TimeoutError) Unwrap() error { return e.Err }

// Timeout makes the error one in the sense of net.Error.
func (e *TimeoutError) Timeout() bool { return true }

// An OfflineError is a server that could not be reached at all.
type OfflineError struct {
	URL     string
	Refused bool // the connection was refused, so this machine is online
	Err     error
}

func (e *OfflineError) Error() string { return fmt.Sprintf("%s: cannot be reached", e.URL) }

// Unwrap returns the network's error.
func (e *OfflineError) Unwrap() error { return e.Err }

// A RedirectError is a chain of redirects that does not end at a document.
type RedirectError struct {
	URL    string // the last address of the chain
	Reason string // loop, too many, scheme, no address
}

func (e *RedirectError) Error() string { return fmt.Sprintf("%s: redirect: %s", e.URL, e.Reason) }

// A CertificateError is a server that could not prove its identity.
type CertificateError struct {
	URL    string
	Reason string // expired, wrong host, unknown authority, invalid
	Err    error
}

func (e *CertificateError) Error() string {
	return fmt.Sprintf("%s: certificate: %s", e.URL, e.Reason)
}

// Unwrap returns the TLS error.
func (e *CertificateError) Unwrap() error { return e.Err }

// An AddressError is an address that cannot be fetched.
type AddressError struct {
	URL    string
	Reason string // empty, unreadable, scheme, host, private
}

func (e *AddressError) Error() string { return fmt.Sprintf("%q: %s", e.URL, e.Reason) }
