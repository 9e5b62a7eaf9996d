package markup

import (
	"fmt"
	"testing"
)

func TestScratch(t *testing.T) {
	for _, s := range []string{
		`<p>2 * 3 * 4 and _x_ a_b *bold* #1</p><p>#1 x</p><p>1. one</p><p>&lt;b&gt; [x](y) &amp;lt; &amp;amp; C#</p><h2>C#</h2><p>- a<br>- b</p>`,
		`<ul><li><p>a</p></li><li><p>a</p><p>b</p><ul><li>x<li>y</ul></li></ul>`,
		`<figure><img src="/a.jpg" alt="A b"><figcaption>Légende <a href="/x">x</a></figcaption></figure><p>t</p>`,
		`<table><tr><td><p>A</p></td><td>B|c</td></tr><tr><td colspan=2>1<br>2</td></tr><tr><td><ul><li>q<li>r</ul></td></tr></table>`,
		`<blockquote><p>Un</p><p>deux</p></blockquote><p>a<br><br>b</p>`,
		`<p>hello <strong>x</strong>! <a href="http://x.fr/?a=1&copy=2&amp;#27;">li*nk</a></p><pre><code>a &amp;#27; b
  c</code></pre><p><code>x &amp;#155; y</code></p>`,
		`<b>a<i>b</b>c</i>d <p><b>x<p>y</b> z`,
		`<div class="r"><style>.x{}</style><a href="https://e.fr/x"><div><span class="ctaText">READ</span>&nbsp; <span class="postTitle">Le Titre</span></div></a></div>`,
		`<p>m<sup>2</sup> 1<sup>er</sup> CO<sub>2</sub></p><iframe src="https://www.youtube.com/embed/abc?x=1"></iframe><p>fin</p>`,
		"plain text\n\nsecond",
	} {
		fmt.Printf("IN  %s\n--\n%s\n==\n", s, Markdown(Keep(s, "https://e.fr/a/"), Options{}))
	}
}
