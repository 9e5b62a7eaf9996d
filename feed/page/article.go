package page

import (
	"breageek/feed"
	"breageek/feed/markup"
)

// summaryWords is the length of the summary: that of WordPress's excerpts.
const summaryWords = 55

// Article returns the page as an article without ID and source. Its link is the address of the
// page.
func (p Page) Article() feed.Article {
	summary, _ := markup.Excerpt(p.Body, summaryWords)
	return feed.Article{
		Title: p.Title, Author: p.Author, Link: firstOf(p.URL, p.Canonical),
		Published: p.Published, Updated: p.Updated, Summary: summary, Body: p.Body,
		Image: p.Image, ImageAlt: p.ImageAlt, Language: p.Language, Words: p.Words,
		Completeness: feed.Full,
	}
}
