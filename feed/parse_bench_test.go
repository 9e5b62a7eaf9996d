package feed

import (
	"fmt"
	"strings"
	"testing"
)

// newspaper returns a WordPress feed of n items with bodies of about size bytes.
func newspaper(n, size int) []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>
	<title>Le Courrier de Valmont</title><link>https://valmont.example</link>
	<language>fr-FR</language><sy:updatePeriod>
	hourly	</sy:updatePeriod><sy:updateFrequency>
	1	</sy:updateFrequency>`)
	sentence := `<p>Le conseil municipal de Valmont a voté <strong>mardi</strong> soir, ` +
		`après trois heures d&rsquo;échanges, le budget « primitif » de la ` +
		`<a href="/regie">régie des eaux</a>&nbsp;: 12&nbsp;% de plus.</p>` + "\n"
	body := strings.Repeat(sentence, max(1, size/len(sentence)))
	for i := range n {
		fmt.Fprintf(&b, `<item><title>Régie des eaux&#160;: l&#8217;épisode %d</title>
	<link>https://valmont.example/2026/11/regie-%d/</link>
	<dc:creator><![CDATA[Camille Roche]]></dc:creator>
	<pubDate>Sat, 21 Nov 2026 %02d:%02d:00 +0000</pubDate>
	<category><![CDATA[Politique]]></category><category><![CDATA[Valmont]]></category>
	<guid isPermaLink="false">https://valmont.example/?p=%d</guid>
	<description><![CDATA[Le conseil municipal de Valmont a voté [&#8230;]]]></description>
	<content:encoded><![CDATA[<p>Épisode %d.</p>%s]]></content:encoded></item>`,
			i, i, i/60%24, i%60, i, i, body)
	}
	b.WriteString(`</channel></rss>`)
	return []byte(b.String())
}

func BenchmarkParse(b *testing.B) {
	for _, c := range []struct{ items, size int }{{100, 5000}, {1000, 1000}, {5000, 5000}} {
		b.Run(fmt.Sprintf("items=%d/bytes=%d", c.items, c.size), func(b *testing.B) {
			body := newspaper(c.items, c.size)
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				p, err := Parse(body, "application/rss+xml; charset=UTF-8", Source{}, "")
				if err != nil || len(p.Articles) != c.items {
					b.Fatal(len(p.Articles), err)
				}
			}
		})
	}
}
