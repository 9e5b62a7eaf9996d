package read

import (
	"breageek/feed/markup"
	"breageek/store"
	"breageek/ui/reader"
)

// illustrate says what is known of the pictures of an article, for its text.
func illustrate(doc *reader.Document, e store.Entry, set setting) {
	cache := set.pictures
	if cache == nil {
		return
	}
	doc.Pictures = map[string]reader.Picture{}
	known := func(url string, width, height int) {
		w, h, kept := cache.Size(url)
		if kept {
			width, height = w, h
		}
		gone := !kept && !set.rooms[url] && (set.gone[url] || cache.HasFailed(url))
		doc.Pictures[url] = reader.Picture{
			Width: width, Height: height, Gone: gone, Shown: kept || set.online && !gone,
		}
	}
	lead := e.Image
	for _, f := range markup.Pictures(e.Body) {
		known(f.URL, f.Width, f.Height)
		if markup.SamePicture(f.URL, e.Image) {
			lead = ""
		}
	}
	if lead != "" {
		known(lead, 0, 0)
		doc.Lead = lead
	}
}
