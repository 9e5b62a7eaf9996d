package fetch

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// maxCodings limits the content codings of one body.
const maxCodings = 4

// decompressed undoes the content codings of a body, which are named in the order in which
// they were applied (RFC 9110 §8.4). We accept two of them, but some servers send others, name
// one and send plain bytes, compress without saying so, or send raw deflate instead of zlib.
// The first bytes decide.
func decompressed(r io.Reader, named string) (io.Reader, error) {
	codings := strings.Split(strings.ToLower(named), ",")
	for i := len(codings) - 1; i >= max(0, len(codings)-maxCodings); i-- {
		var err error
		if r, err = decoded(r, strings.TrimSpace(codings[i])); err != nil {
			return nil, err
		}
	}
	return decoded(r, "") // compressed once more than the header says
}

// decoded undoes one coding. Without a name, the first bytes decide.
func decoded(r io.Reader, coding string) (io.Reader, error) {
	b := bufio.NewReaderSize(r, 32<<10)
	head, err := b.Peek(4)
	if err != nil && len(head) == 0 && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch {
	case strings.HasPrefix(string(head), "\x1f\x8b"): // RFC 1952 §2.3.1
		return gzip.NewReader(b)
	case string(head) == "\x28\xb5\x2f\xfd": // RFC 8878 §3.1.1
		z, err := zstd.NewReader(b, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(64<<20))
		if err != nil {
			return nil, err
		}
		return &closing{z, z.Close}, nil
	case len(head) < 2 || isPlain(head):
		return b, nil
	case coding == "br":
		return brotli.NewReader(b), nil
	case coding == "deflate":
		return inflated(b, head)
	}
	return b, nil
}

// inflated undoes "deflate", which should be zlib's format but is raw deflate on some servers.
func inflated(b io.Reader, head []byte) (io.Reader, error) {
	if head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 { // RFC 1950 §2.2
		return zlib.NewReader(b)
	}
	return flate.NewReader(b), nil
}

// isPlain reports whether these are the first bytes of an uncompressed feed or page.
func isPlain(head []byte) bool {
	begin := strings.TrimLeft(string(head), " \t\r\n")
	return strings.HasPrefix(begin, "<") || strings.HasPrefix(begin, "{") ||
		strings.HasPrefix(begin, "\xef\xbb\xbf")
}

// closing releases a decoder at the end of its input.
type closing struct {
	io.Reader
	free func()
}

func (c *closing) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	if err != nil {
		c.free()
	}
	return n, err
}
