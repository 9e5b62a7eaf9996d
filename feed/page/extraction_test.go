package page_test

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"breageek/feed/markup"
	"breageek/feed/page"
)

const corpus = "../../../shared/corpora/pages"

// judged is a page of the corpus: the strings that its text must have, and those
// that must not be in it.
type judged struct {
	File, URL  string
	Keep, Drop []string
	body       []byte
}

// pages reads the corpus, and skips the test if it is not there.
func pages(tb testing.TB) (all []judged) {
	tb.Helper()
	list, err := os.ReadFile(filepath.Join(corpus, "strings.json"))
	if errors.Is(err, fs.ErrNotExist) {
		tb.Skip("the corpora are not beside the project: ", err)
	}
	if err != nil {
		tb.Fatal(err)
	}
	if err := json.Unmarshal(list, &all); err != nil {
		tb.Fatal(err)
	}
	for i := range all {
		all[i].body = unzipped(tb, filepath.Join(corpus, all[i].File))
	}
	return all
}

func unzipped(tb testing.TB, name string) []byte {
	tb.Helper()
	f, err := os.Open(name)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	body, err := io.ReadAll(z)
	if err != nil {
		tb.Fatal(err)
	}
	return body
}

// verdict counts strings: kept and lost are those that must be kept, extra those
// that must be dropped and were not.
type verdict struct{ kept, lost, extra int }

// judge returns what the title and text of a page have of the expected strings, with white
// space collapsed.
func (j judged) judge(title, text string) (v verdict, lost, extra []string) {
	has := strings.Join(strings.Fields(title+" "+text), " ")
	for _, s := range j.Keep {
		if strings.Contains(has, strings.Join(strings.Fields(s), " ")) {
			v.kept++
		} else {
			lost = append(lost, s)
		}
	}
	for _, s := range j.Drop {
		if strings.Contains(has, strings.Join(strings.Fields(s), " ")) {
			extra = append(extra, s)
		}
	}
	v.lost, v.extra = len(lost), len(extra)
	return v, lost, extra
}

// measure reads all pages. wrong lists the strings that were lost, and those that were
// not left out, a line each.
func measure(all []judged) (v verdict, wrong string) {
	var b strings.Builder
	for _, j := range all {
		title, text := "", ""
		if p, err := page.Parse(j.body, "", j.URL); err == nil {
			title, text = p.Title, markup.Text(p.Body)
		}
		one, lost, extra := j.judge(title, text)
		v.kept, v.lost, v.extra = v.kept+one.kept, v.lost+one.lost, v.extra+one.extra
		for _, s := range lost {
			b.WriteString("lost\t" + j.File + "\t" + s + "\n")
		}
		for _, s := range extra {
			b.WriteString("extra\t" + j.File + "\t" + s + "\n")
		}
	}
	return v, b.String()
}

// scores returns precision, recall and their harmonic mean.
func (v verdict) scores() (p, r, f float64) {
	p = float64(v.kept) / float64(v.kept+v.extra)
	r = float64(v.kept) / float64(v.kept+v.lost)
	return p, r, 2 * p * r / (p + r)
}

func TestPagesOfManySitesAreReadWithoutWhatIsAroundTheText(t *testing.T) {
	v, wrong := measure(pages(t))
	if p, r, f := v.scores(); f < .95 {
		t.Errorf("P %.3f, R %.3f, F %.3f\n%s", p, r, f, wrong)
	}
}

// BenchmarkExtraction prints precision, recall and their harmonic mean over the
// strings of the corpus. PAGES_FILE names a file that the strings found wrong are
// written to, a line each, so that two states can be compared.
func BenchmarkExtraction(b *testing.B) {
	all := pages(b)
	var v verdict
	var wrong string
	for b.Loop() {
		v, wrong = measure(all)
	}
	precision, recall, mean := v.scores()
	b.ReportMetric(precision, "P")
	b.ReportMetric(recall, "R")
	b.ReportMetric(mean, "F")
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*len(all)), "ms/page")
	if name := os.Getenv("PAGES_FILE"); name != "" {
		if err := os.WriteFile(name, []byte(wrong), 0o600); err != nil {
			b.Fatal(err)
		}
	}
}
