package page

import (
	"breageek/feed"
	"breageek/feed/markup"
)

// summaryWords is how many words of the text stand for it: as many as WordPress's
// excerpts have.
const summaryWords = 55

// Article returns what the page says as an article without ID and source: its link
// is where the page is.
func (p Page) Article() feed.Article {
	summary, _ := markup.Excerpt(p.Body, summaryWords)
	return feed.Article{
		Title: p.Title, Author: p.Author, Link: firstOf(p.URL, p.Canonical),
		Published: p.Published, Updated: p.Updated, Summary: summary, Body: p.Body,
		Image: p.Image, ImageAlt: p.ImageAlt, Language: p.Language, Words: p.Words,
		Completeness: feed.Full,
	}
}
