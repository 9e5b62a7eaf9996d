package refresh

import (
	"context"
	"errors"
	"io"
	"slices"

	"breageek/feed"
	"breageek/feed/fetch"
	"breageek/feed/markup"
	"breageek/feed/picture"
	"breageek/store"
	"breageek/store/pictures"
)

// PictureError is a picture that is none, and why.
type PictureError = picture.Error

// Bounds of one round of pictures.
const (
	maxPictures    = 100
	perArticle     = 6   // pictures: a gallery must not keep out all other articles
	looked         = 100 // articles whose pictures are wanted
	picturesAtOnce = 6   // pictures in memory: each has up to 5 MiB, and they are read one by one
)

// Picture returns a picture that an article of a source shows: the kept one, else the
// publisher's, which is kept. Where it cannot be, it is given all the same. Without a
// client only what is kept is given. The errors are those of [fetch.Client.Picture]
// (an *OfflineError without a client) and *PictureError; a picture that gave nothing
// is not asked for again for a day, and its error's reason then is picture.Failed.
func Picture(ctx context.Context, c *fetch.Client, cache *pictures.Cache, link string,
	from feed.Source) (picture.Picture, error) {
	p, ok := cache.Get(link)
	switch {
	case ok:
		return p, nil
	case c == nil:
		return picture.Picture{}, &feed.OfflineError{URL: link}
	case cache.HasFailed(link):
		return picture.Picture{}, &picture.Error{Reason: picture.Failed}
	}
	p, err := fetchPicture(ctx, c, cache, link, from)
	var k archiveError
	if errors.As(err, &k) {
		return p, nil
	}
	return p, err
}

// fetchPicture asks for a picture, reads it and keeps it. With a keepingError the
// picture is given, too.
func fetchPicture(ctx context.Context, c *fetch.Client, cache *pictures.Cache, link string,
	from feed.Source) (picture.Picture, error) {
	var p picture.Picture
	b, err := c.Picture(ctx, link, from)
	if err == nil {
		p, err = picture.Read(b)
	}
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return p, ctx.Err()
	case lasting(err):
		cache.Failed(link)
		fallthrough
	default:
		return p, err
	}
	if err := cache.Put(link, p); err != nil {
		return p, archiveError{err}
	}
	return p, nil
}

// lasting reports whether a failure will be the same in an hour: not that of a network
// which is not there, or of a server that asked for patience. One that answers with an
// error for one picture, or never ends it, must not be asked for that one first each
// time, and for no other.
func lasting(err error) bool {
	var (
		status  *feed.StatusError
		offline *feed.OfflineError
		slow    *feed.TimeoutError
	)
	switch {
	case errors.As(err, &status):
		return status.Code != 429 && status.Code != 503
	case errors.As(err, &offline):
		return false
	case errors.As(err, &slow):
		return slow.Stage != "connect"
	}
	return true
}

// picturesPerHost is how many pictures are asked of one host at once, of the two that
// the client lets through: the other is for what the reader looks at.
const picturesPerHost = 1

// PictureEvent reports that a picture was fetched.
type PictureEvent struct {
	ID          feed.ID // of the article that shows it
	URL         string
	Done, Total int
	Err         error // why it gave nothing, or could not be kept
}

// Pictures asks for the pictures of the newest unread articles, newest first, and
// keeps them: what an article's body shows and its own picture, but nothing that is
// kept, or gave nothing lately. A host that wants to be left alone, or cannot be
// reached, is left alone. report, which may be nil, is called by one goroutine at a
// time. The number is of pictures that are kept now; the error is of the archive, the
// cache or the context.
func Pictures(ctx context.Context, c *fetch.Client, s *store.Store, cache *pictures.Cache,
	sources []feed.Source, report func(PictureEvent)) (kept int, err error) {
	r, err := newRound(ctx, c, s, maxPictures)
	if err != nil {
		return 0, err
	}
	g := &gallery{round: r, cache: cache, slots: make(chan struct{}, picturesAtOnce)}
	due, err := g.due(ctx, sources)
	if err != nil {
		return 0, err
	}
	done := 0
	for e := range fetchEach(due, picturesPerHost, shown.host, func(p shown) (PictureEvent, bool) {
		return g.one(ctx, p)
	}) {
		done++
		e.Done, e.Total = done, min(len(due), maxPictures)
		var k archiveError
		switch {
		case e.Err == nil:
			kept++
		case errors.As(e.Err, &k):
			err = k.error
			e.Err = err
		}
		if report != nil {
			report(e)
		}
	}
	return kept, errors.Join(err, ctx.Err())
}

// A gallery is a round of asking for pictures.
type gallery struct {
	*round
	cache *pictures.Cache
	slots chan struct{} // one for each picture in memory
}

// shown is a picture that an article shows.
type shown struct {
	id   feed.ID
	url  string
	from feed.Source
}

func (p shown) host() string { return hostOf(p.url) }

// due returns the pictures that are wanted and not there, each once.
func (g *gallery) due(ctx context.Context, sources []feed.Source) (due []shown, err error) {
	list, err := g.store.List(ctx, store.Query{Sources: keys(sources), Filter: store.Unread,
		Limit: looked})
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, e := range list {
		whole, err := g.store.Article(ctx, e.ID)
		if err != nil {
			return nil, err
		}
		for _, url := range picturesOf(whole.Article) {
			_, _, kept := g.cache.Size(url)
			if !kept && !seen[url] && !g.cache.HasFailed(url) {
				due = append(due, shown{e.ID, url, g.source[e.SourceKey]})
			}
			seen[url] = true
		}
	}
	return due, nil
}

// picturesOf returns the first pictures of an article: its own, unless it stands in the
// body in whatever size, and those of the body.
func picturesOf(a feed.Article) (urls []string) {
	for _, f := range markup.Pictures(a.Body) {
		urls = append(urls, f.URL)
	}
	own := func(url string) bool { return markup.SamePicture(url, a.Image) }
	if a.Image != "" && !slices.ContainsFunc(urls, own) {
		urls = slices.Insert(urls, 0, a.Image)
	}
	return urls[:min(len(urls), perArticle)]
}

// one asks for a picture, unless its host is left alone or enough was asked for. When
// the disk takes no more, that is enough, too.
func (g *gallery) one(ctx context.Context, p shown) (e PictureEvent, asked bool) {
	g.slots <- struct{}{}
	defer func() { <-g.slots }()
	if !g.may(ctx, p.host()) {
		return e, false
	}
	e.ID, e.URL = p.id, p.url
	_, e.Err = fetchPicture(ctx, g.client, g.cache, p.url, p.from)
	var k archiveError
	switch {
	case errors.As(e.Err, &k):
		g.left.Store(0)
	case inTrouble(e.Err) && !errors.Is(e.Err, io.ErrUnexpectedEOF): // this one broke off
		g.quiet.backOff(p.host())
	}
	return e, true
}
