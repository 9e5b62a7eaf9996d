package ui

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi/kitty"

	"breageek/store/pictures"
	"breageek/ui/locale"
	"breageek/ui/session"
)

// drawing is a PNG, red above and blue below.
func drawing(w, h int) []byte {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{R: 220, A: 255}
			if y >= h/2 {
				c = color.RGBA{B: 220, A: 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// bomb is a PNG that says it is enormous.
func bomb() []byte {
	b := drawing(8, 8)
	binary.BigEndian.PutUint32(b[16:], 50_000)
	binary.BigEndian.PutUint32(b[20:], 50_000)
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}

func served(b []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/png")
		_, _ = w.Write(b)
	}
}

// illustrated is a paper with a picture, its caption and some text.
func illustrated(t *testing.T, file []byte) *paper {
	p := newPaper(t, story{"Le phare repeint", `<figure><img src="{site}/phare.png" alt="Le phare, ` +
		`vu du môle" width="640" height="400"><figcaption>Le phare, dimanche.</figcaption></figure>` +
		`<p>§1. Le phare est repeint.</p>` + numbered(30), 1})
	p.files["/phare.png"] = served(file)
	return p
}

// blocks counts the cells of half blocks that are red above blue, or of one of both.
func (s *terminal) blocks() (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for y := range s.emu.Height() {
		for x := range s.emu.Width() {
			cell := s.emu.CellAt(x, y)
			if cell == nil || cell.Content != "▀" || cell.Style.Fg == nil || cell.Style.Bg == nil {
				continue
			}
			fr, _, fb, _ := cell.Style.Fg.RGBA()
			br, _, bb, _ := cell.Style.Bg.RGBA()
			if (fr > 0x9000 || fb > 0x9000) && (br > 0x9000 || bb > 0x9000) {
				n++
			}
		}
	}
	return n
}

func TestAPictureIsDrawnInHalfBlocksKeptAndShownOffline(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		web := illustrated(t, drawing(640, 400))
		dir, cache := t.TempDir(), t.TempDir()
		d := session.Deps{
			Library:      library(t, dir, web.URL+"/feed/"),
			PictureCache: pictures.Open(cache, pictures.Options{}),
		}
		s := opened(t, web, d, w, h)
		s.wait("half blocks", func(string) bool { return s.blocks() > 100 })
		s.shows("Le phare, dimanche.", "§1. Le phare est repeint.")
		s.hides("▣")
		drawn := s.blocks()
		s.press("i")
		s.shows("Images masquées", "▣ Le phare, vu du môle (640 × 400)", "Le phare, dimanche.")
		s.wait("no blocks", func(string) bool { return s.blocks() == 0 })
		s.press("i")
		s.shows("Images affichées")
		s.wait("as many blocks as before", func(string) bool { return s.blocks() == drawn })
		s.press("q")
		s.quits()
		web.Close()
		d.Library = library(t, dir, web.URL+"/feed/")
		d.Offline = true
		s = run(t, d, w, h)
		s.shows("Le phare repeint")
		s.press("enter")
		s.wait("as many blocks offline", func(string) bool { return s.blocks() == drawn })
	})
}

func TestAPictureThatComesLateMovesNothing(t *testing.T) {
	web := illustrated(t, nil)
	come := make(chan bool)
	web.files["/phare.png"] = func(w http.ResponseWriter, r *http.Request) {
		<-come
		served(drawing(300, 300))(w, r) // not what the page said of it
	}
	s := opened(t, web, session.Deps{PictureCache: pictures.Open(t.TempDir(), pictures.Options{})}, 80, 40)
	s.shows("§1. Le phare est repeint.")
	before := s.lines()
	close(come)
	s.wait("half blocks", func(string) bool { return s.blocks() > 50 })
	for y, line := range s.lines() {
		was := before[y]
		if strings.Contains(line, "▀") {
			line = strings.TrimSpace(strings.ReplaceAll(line, "▀", ""))
		}
		if y < len(before)-1 && strings.TrimSpace(line) != strings.TrimSpace(was) {
			t.Errorf("line %d was %q and is %q", y, was, line)
		}
	}
}

func TestAPictureThatFailsLeavesItsCaption(t *testing.T) {
	for name, file := range map[string][]byte{
		"bomb": bomb(), "text": []byte("<svg onload=alert(1)>"), "cut off": drawing(640, 400)[:80],
	} {
		t.Run(name, func(t *testing.T) {
			web := illustrated(t, nil)
			come := make(chan bool)
			web.files["/phare.png"] = func(w http.ResponseWriter, r *http.Request) {
				<-come
				served(file)(w, r)
			}
			cache := pictures.Open(t.TempDir(), pictures.Options{})
			s := opened(t, web, session.Deps{PictureCache: cache}, 80, 40)
			s.shows("§1. Le phare est repeint.")
			close(come)
			s.shows("image indisponible", "Le phare, dimanche.", "§1. Le phare est repeint.")
			s.press("h")
			s.shows("Tous les titres")
			s.press("enter") // once more: there is no room for it now
			s.shows("▣ Le phare, vu du môle", "Le phare, dimanche.", "§1. Le phare est repeint.")
			if files, _, _ := cache.Usage(); files != 0 {
				t.Errorf("%d pictures are kept", files)
			}
		})
	}
}

func TestWithoutColoursAPictureIsToldByItsCaptionAndSize(t *testing.T) {
	web := illustrated(t, drawing(640, 400))
	s := opened(t, web, session.Deps{PictureCache: pictures.Open(t.TempDir(), pictures.Options{})}, 80, 24)
	s.program.Send(tea.ColorProfileMsg{Profile: colorprofile.ASCII})
	s.shows("▣ Le phare, vu du môle (640 × 400)", "Le phare, dimanche.")
	s.press("i")
	s.shows("désactivées ici")
}

func TestATerminalThatCanIsSentThePicture(t *testing.T) {
	web := illustrated(t, drawing(640, 400))
	s := opened(t, web, session.Deps{PictureCache: pictures.Open(t.TempDir(), pictures.Options{})}, 80, 24)
	s.wait("half blocks", func(string) bool { return s.blocks() > 100 })
	s.receives("\x1b[>q")
	s.emu.SendText("\x1bP>|kitty(0.42.1)\x1b\\")
	s.receives("\x1b_Ga=q,")
	id := s.found(`\x1b_Ga=q,[^;]*i=(\d+);`)
	s.emu.SendText("\x1b_Gi=" + id + ";OK\x1b\\")
	s.wait("placeholders", func(string) bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		n := 0
		for y := range s.emu.Height() {
			for x := range s.emu.Width() {
				if c := s.emu.CellAt(x, y); c != nil && strings.HasPrefix(c.Content, string(kitty.Placeholder)) {
					n++
				}
			}
		}
		return n > 100
	})
	shown := s.found(`\x1b_G[^;]*a=T[^;]*;`)
	for _, want := range []string{"U=1", "f=100", "q=2"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%s is not in %q", want, shown)
		}
	}
	own := s.found(`\x1b_G[^;]*i=(\d+)[^;]*a=T|\x1b_G[^;]*a=T[^;]*i=(\d+)`)
	s.shows("Le phare, dimanche.")
	s.press("q")
	s.quits()
	s.receives(fmt.Sprintf("\x1b_Ga=d,d=I,q=2,i=%s", own))
}

// found returns the groups of a pattern in what the terminal was sent, or all of what it
// finds.
func (s *terminal) found(pattern string) string {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	found := regexp.MustCompile(pattern).FindStringSubmatch(s.raw.String())
	if found == nil {
		s.t.Fatalf("%s was not sent", pattern)
	}
	return strings.Join(found[min(1, len(found)-1):], "")
}

func TestOtherTerminalsAreNotAskedForPictures(t *testing.T) {
	web := illustrated(t, drawing(640, 400))
	s := opened(t, web, session.Deps{PictureCache: pictures.Open(t.TempDir(), pictures.Options{})}, 80, 24)
	s.receives("\x1b[>q")
	s.emu.SendText("\x1bP>|WezTerm 20240203\x1b\\")
	s.wait("half blocks", func(string) bool { return s.blocks() > 100 })
	s.heard()
	s.mu.Lock()
	defer s.mu.Unlock()
	if strings.Contains(s.raw.String(), "\x1b_G") {
		t.Error("it was asked")
	}
}

func TestATerminalThatAnswersLateIsSentThePicturesAllTheSame(t *testing.T) {
	web := illustrated(t, drawing(640, 400))
	s := opened(t, web, session.Deps{PictureCache: pictures.Open(t.TempDir(), pictures.Options{})}, 80, 24)
	s.emu.SendText("\x1bP>|kitty(0.42.1)\x1b\\")
	s.receives("\x1b_Ga=q,")
	id := s.found(`\x1b_Ga=q,[^;]*i=(\d+);`)
	s.wait("half blocks", func(string) bool { return s.blocks() > 100 })
	s.press("i")
	s.shows("Images masquées")
	s.press("i")
	s.wait("half blocks", func(string) bool { return s.blocks() > 100 })
	s.emu.SendText("\x1b_Gi=" + id + ";OK\x1b\\")
	s.receives("a=T")
}

func TestATerminalHoldsOnePictureOfEach(t *testing.T) {
	web := illustrated(t, drawing(640, 400))
	s := opened(t, web, session.Deps{PictureCache: pictures.Open(t.TempDir(), pictures.Options{})}, 80, 24)
	s.wait("half blocks", func(string) bool { return s.blocks() > 100 })
	s.emu.SendText("\x1bP>|kitty(0.42.1)\x1b\\")
	s.receives("\x1b_Ga=q,")
	s.emu.SendText("\x1b_Gi=" + s.found(`\x1b_Ga=q,[^;]*i=(\d+);`) + ";OK\x1b\\")
	s.receives("a=T")
	of := regexp.MustCompile(`\x1b_G[^;]*i=(\d+)[^;]*a=T|\x1b_G[^;]*a=T[^;]*i=(\d+)`)
	for _, size := range [][2]int{{76, 30}, {72, 24}} {
		s.mu.Lock()
		before := of.FindAllString(s.raw.String(), -1)
		s.mu.Unlock()
		s.size(size[0], size[1])
		s.wait("another drawing", func(string) bool {
			s.mu.Lock()
			defer s.mu.Unlock()
			return len(of.FindAllString(s.raw.String(), -1)) > len(before)
		})
		id := strings.Trim(regexp.MustCompile(`i=\d+`).FindString(before[len(before)-1]), "i=")
		s.receives("\x1b_Ga=d,d=I,q=2,i=" + id)
	}
}

func TestThePictureIsSentAgainAfterThePager(t *testing.T) {
	web := illustrated(t, drawing(640, 400))
	s := opened(t, web, session.Deps{PictureCache: pictures.Open(t.TempDir(), pictures.Options{}),
		Pager: func() (*exec.Cmd, error) { return exec.Command("cat"), nil }}, 80, 24)
	s.wait("half blocks", func(string) bool { return s.blocks() > 100 })
	s.emu.SendText("\x1bP>|kitty(0.42.1)\x1b\\")
	s.receives("\x1b_Ga=q,")
	s.emu.SendText("\x1b_Gi=" + s.found(`\x1b_Ga=q,[^;]*i=(\d+);`) + ";OK\x1b\\")
	sent := func() int {
		s.mu.Lock()
		defer s.mu.Unlock()
		return len(regexp.MustCompile(`\x1b_G[^;]*a=T`).FindAllString(s.raw.String(), -1))
	}
	s.wait("a picture to be sent", func(string) bool { return sent() == 1 })
	s.press("e")
	s.wait("it to be sent again", func(string) bool { return sent() == 2 })
	s.shows("Le phare, dimanche.")
}

func TestAPictureOfAnArticleThatWasLeftKeepsNoOtherWaiting(t *testing.T) {
	var items []story
	body := `<figure><img src="{site}/%d.png" width="640" height="400"></figure><p>Suite.</p>`
	for i := range 4 {
		items = append(items, story{fmt.Sprintf("Article %d", i), fmt.Sprintf(body, i), i + 1})
	}
	web, dir := newPaper(t, items...), t.TempDir()
	for i := range 3 {
		web.files[fmt.Sprintf("/%d.png", i)] = func(_ http.ResponseWriter, r *http.Request) {
			<-r.Context().Done() // it never comes
		}
	}
	web.files["/3.png"] = served(drawing(640, 400))
	d := session.Deps{Library: library(t, dir, web.URL+"/feed/")}
	s := opened(t, web, d, 80, 24)
	s.press("n", "n", "n") // pictures of what was read are not brought home unbidden
	s.shows("Article 3", "0 non lu")
	s.press("q")
	s.quits()
	d.Library = library(t, dir, web.URL+"/feed/")
	d.PictureCache = pictures.Open(t.TempDir(), pictures.Options{})
	s = run(t, d, 80, 24)
	s.shows("Article 0")
	s.press("g", "enter")
	for i := range 3 {
		s.shows("Suite.", fmt.Sprintf("Article %d", i))
		s.press("n")
	}
	s.wait("half blocks", func(string) bool { return s.blocks() > 100 })
}

func TestThePictureThatIsReadComesBeforeThoseBroughtHome(t *testing.T) {
	var items []story
	body := `<figure><img src="{site}/%d.png" width="640" height="400"></figure><p>Suite.</p>`
	for i := range 4 {
		items = append(items, story{fmt.Sprintf("Article %d", i), fmt.Sprintf(body, i), i + 1})
	}
	web := newPaper(t, items...)
	for _, i := range []int{1, 2} {
		web.files[fmt.Sprintf("/%d.png", i)] = func(_ http.ResponseWriter, r *http.Request) {
			<-r.Context().Done() // it never comes
		}
	}
	web.files["/0.png"], web.files["/3.png"] = served(drawing(64, 40)), served(drawing(640, 400))
	s := opened(t, web, session.Deps{PictureCache: pictures.Open(t.TempDir(), pictures.Options{})}, 80, 24)
	s.wait("what is brought home", func(string) bool { return web.times("/1.png") > 0 })
	s.press("h", "j", "j", "j", "enter")
	s.shows("Article 3", "Suite.")
	s.wait("half blocks", func(string) bool { return s.blocks() > 200 })
}

func TestThePicturesOfALibraryThatIsLeftAreNoLongerStored(t *testing.T) {
	l := library(t, t.TempDir(), newPaper(t).URL+"/feed/")
	m := New(session.Deps{Library: l, Locale: locale.French(),
		PictureCache: pictures.Open(t.TempDir(), pictures.Options{})})
	t.Cleanup(func() { _ = m.Close() })
	store := m.read.Pictures.Collect(l)
	if store == nil || m.read.Pictures.Collect(l) != nil {
		t.Fatal("one round is under way")
	}
	m.read.Reset()
	m.Update(store())
	if m.notes.Note.Text != "" {
		t.Errorf("it says %q", m.notes.Note.Text)
	}
	if m.read.Pictures.Collect(l) == nil {
		t.Error("those of the next library are not stored")
	}
}
