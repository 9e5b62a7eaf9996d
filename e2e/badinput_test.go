package e2e

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// output is what a command wrote, and its exit code.
type output struct {
	out, err string
	code     int
}

// breageek runs the real program on a data folder, in a language. It fails if the program
// hangs; how long it takes does not matter.
func breageek(t *testing.T, lang, dir string, args ...string) output {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(ctx, "breageek", append(args, "--lang", lang, "--data", dir)...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) || ctx.Err() != nil {
		t.Fatalf("%v: %v", args, err)
	}
	if strings.Contains(errs.String(), "goroutine 1") {
		t.Fatalf("%v: %s", args, errs.String())
	}
	return output{out.String(), errs.String(), cmd.ProcessState.ExitCode()}
}

// contains fails unless text contains want.
func contains(t *testing.T, text, want string) {
	t.Helper()
	if !strings.Contains(text, want) {
		t.Errorf("it says\n%.2000s\nnot %q", text, want)
	}
}

// filled returns a data folder with the newspaper in it, and the address of its feed.
func filled(t *testing.T) (dir, web string) {
	t.Helper()
	dir = t.TempDir()
	web, stop := newspaper()
	t.Cleanup(stop)
	if got := breageek(t, "fr", dir, "refresh", "--source", web+"/feed/"); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	return dir, web + "/feed/"
}

// nothingLost fails unless the whole newspaper is listed.
func nothingLost(t *testing.T, dir, web string) {
	t.Helper()
	list := breageek(t, "fr", dir, "list", "--source", web)
	if list.code != 0 || strings.Count(list.out, "\n") != 4 {
		t.Errorf("kept: %+v", list)
	}
}

func TestASourceThatAnswersBadlyIsExplainedOnItsLine(t *testing.T) {
	mux := http.NewServeMux()
	for path, code := range map[string]int{"/404": 404, "/410": 410, "/500": 500} {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) })
	}
	mux.HandleFunc("/page", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "<!doctype html><title>Accueil</title>")
	})
	mux.Handle("/loop", http.RedirectHandler("/loop", http.StatusFound))
	mux.HandleFunc("/large", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write(make([]byte, 20<<20))
	})
	mux.HandleFunc("/feed/", func(http.ResponseWriter, *http.Request) {})
	open := httptest.NewServer(mux)
	defer open.Close()
	secure := httptest.NewUnstartedServer(mux)
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	defer secure.Close()
	dir, web := filled(t)
	for _, c := range []struct{ url, french, english string }{
		{open.URL + "/page", "l’adresse donne une page web (« Accueil »), pas un flux. Nommez " +
			"l’adresse du flux dans config.toml ou avec --source ; rien n’est perdu.",
			"the address returns a web page (“Accueil”), not a feed. Put the feed's address in " +
				"config.toml or after --source; nothing is lost."},
		{open.URL + "/404", "(404). Vérifiez-la dans config.toml ; rien n’est perdu.",
			"(404). Check it in config.toml; nothing is lost."},
		{open.URL + "/410", "(410) et ne sera plus interrogée ; ses articles restent.",
			"(410) and will not be fetched again; its articles stay."},
		{open.URL + "/500", "en panne (500). Nouvel essai à la prochaine actualisation ; rien",
			"a problem (500). BreaGeek tries again at the next refresh; nothing is lost."},
		{open.URL + "/loop", "ne mènent nulle part. Vérifiez l’adresse dans config.toml ; rien",
			"lead nowhere. Check the address in config.toml; nothing is lost."},
		{open.URL + "/large", "dépasse 16 Mio et n’est pas gardée. Vérifiez l’adresse",
			"larger than 16 MiB and was dropped. Check the address"},
		{secure.URL + "/page", "(autorité inconnue). Rien n’a été échangé ni perdu ; vérifiez",
			"(unknown authority). Nothing was exchanged or lost; check the address"},
		{"http://127.0.0.1:1/feed/", "refuse la connexion. Nouvel essai",
			"refused the connection. BreaGeek tries again"},
	} {
		fr := breageek(t, "fr", dir, "refresh", "--source", c.url)
		contains(t, fr.out, c.url+" : ")
		contains(t, fr.out, c.french)
		contains(t, fr.err, "Aucune source n’a répondu. Tout ce qui est gardé reste lisible.")
		en := breageek(t, "en", dir, "refresh", "--source", c.url)
		contains(t, en.out, c.url+": ")
		contains(t, en.out, c.english)
		contains(t, en.err, "No source responded. Everything saved can still be read.")
		if fr.code != 1 || en.code != 1 {
			t.Errorf("%s: exit %d and %d", c.url, fr.code, en.code)
		}
	}
	nothingLost(t, dir, web)
}

func TestABrokenStateIsToldBesideTheAnswer(t *testing.T) {
	for name, text := range map[string]string{"empty": "", "cut off": `{"version": 1, "arti`} {
		t.Run(name, func(t *testing.T) {
			dir, web := filled(t)
			state := filepath.Join(dir, "state.json")
			put(t, state, text, 0o600)
			fr := breageek(t, "fr", dir, "list", "--source", web)
			contains(t, fr.err, "state.json était illisible. Il est mis de côté, rien n’est effacé : "+
				state+".broken-")
			if fr.code != 0 || strings.Count(fr.out, "\n") != 4 {
				t.Errorf("%+v", fr)
			}
			aside, _ := filepath.Glob(state + ".broken-*")
			if len(aside) != 1 || textOf(t, aside[0]) != text {
				t.Errorf("set aside: %v", aside)
			}
			put(t, state, text, 0o600)
			en := breageek(t, "en", dir, "list", "--source", web)
			contains(t, en.err, "state.json could not be read. It was moved aside, not deleted: ")
			nothingLost(t, dir, web)
		})
	}
}

func TestMarksThatCannotBeWrittenAreNotPassedOver(t *testing.T) {
	for name, c := range map[string]struct {
		text            string
		mode            os.FileMode
		french, english string
	}{
		"newer": {`{"version": 9, "articles": {}}`, 0o600, "Marques non enregistrées : Ces fichiers " +
			"viennent d’une version plus récente de BreaGeek ; ils ne sont pas touchés.",
			"Marks not saved: These files were written by a newer BreaGeek and are left untouched."},
		"read-only": {`{"version": 1, "articles": {}}`, 0o400,
			"Marques non enregistrées : Le disque refuse l’écriture (accès refusé, ",
			"Marks not saved: The disk cannot be written (permission denied, "},
	} {
		t.Run(name, func(t *testing.T) {
			dir, web := filled(t)
			state := filepath.Join(dir, "state.json")
			put(t, state, c.text, c.mode)
			id := breageek(t, "fr", dir, "list", "--source", web).out[:10]
			fr := breageek(t, "fr", dir, "mark", id, "--read")
			contains(t, fr.err, c.french)
			en := breageek(t, "en", dir, "mark", id, "--star")
			contains(t, en.err, c.english)
			if fr.code != 1 || en.code != 1 || textOf(t, state) != c.text {
				t.Errorf("exit %d and %d, state.json is %s", fr.code, en.code, textOf(t, state))
			}
			nothingLost(t, dir, web)
		})
	}
}

func TestAFolderThatCannotBeOneIsNamedAndLeftAlone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "notes.txt")
	put(t, file, "à moi", 0o600)
	for _, dir := range []string{file, filepath.Join(file, "sous", "dossier")} {
		for _, args := range [][]string{{"list"}, {"refresh"}, {"show", "12ab"}, {}} {
			fr := breageek(t, "fr", dir, args...)
			contains(t, fr.err, file+" est un fichier, pas un dossier ; il n’est pas touché. "+
				"Nommez un autre dossier avec --data.")
			if fr.code != 1 || fr.out != "" {
				t.Errorf("%v: %+v", args, fr)
			}
		}
		en := breageek(t, "en", dir, "list")
		contains(t, en.err, file+" is a file, not a folder. Choose another")
	}
	if textOf(t, file) != "à moi" {
		t.Error("the file was changed")
	}
}

func TestAnArchiveThatIsNoneIsNamedAndLeftAlone(t *testing.T) {
	dir := t.TempDir()
	archive := filepath.Join(dir, "articles.db")
	text := strings.Repeat("ceci n’est pas une base ", 100)
	put(t, archive, text, 0o600)
	fr := breageek(t, "fr", dir, "list")
	contains(t, fr.err, "Le dossier "+dir+" ne peut pas servir (")
	contains(t, fr.err, "rien n’y est changé. Nommez-en un autre avec --data.")
	en := breageek(t, "en", dir, "list")
	contains(t, en.err, "nothing in it is changed. Name another one with --data.")
	if fr.code != 1 || textOf(t, archive) != text {
		t.Errorf("exit %d, the archive is %d bytes", fr.code, len(textOf(t, archive)))
	}
}

func TestTheReaderNeedsATerminalAndSaysWhatDoesNot(t *testing.T) {
	const french = "breageek: Le lecteur a besoin d’un terminal et n’en a pas ici : " +
		"« breageek list » écrit les titres dans un tube ou un fichier.\n"
	const english = "breageek: The reader needs a terminal and has none here: " +
		"“breageek list” writes the headlines to a pipe or a file.\n"
	dir := t.TempDir()
	fr, en := breageek(t, "fr", dir), breageek(t, "en", dir)
	if fr != (output{"", french, 1}) || en != (output{"", english, 1}) {
		t.Errorf("to a pipe: %+v, %+v", fr, en)
	}
	screen, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = errors.Join(screen.Close(), tty.Close()) }()
	cmd := exec.CommandContext(t.Context(), "breageek", "--lang", "fr", "--data", dir)
	var errs bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader("q"), tty, &errs
	if err := cmd.Run(); err == nil || errs.String() != french {
		t.Errorf("from a pipe: %v, %q", err, errs.String())
	}
}

func TestItemsOfEveryKindGoThroughAPipe(t *testing.T) {
	var items strings.Builder
	items.WriteString("<item><guid>muet</guid><link>https://c.example/</link></item><item><title>" +
		strings.Repeat("long ", 2000) + "</title></item><item><title>Citations</title><description>" +
		strings.Repeat("&lt;blockquote&gt;", 5000) + "fond</description></item>")
	for range 10_000 {
		items.WriteString("<item><title>Brève</title><guid>" +
			strings.Repeat("g", items.Len()%97) + time.Duration(items.Len()).String() +
			"</guid></item>")
	}
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "<rss><channel><title>Tout</title>"+items.String())
	}))
	defer web.Close()
	dir := t.TempDir()
	if got := breageek(t, "fr", dir, "refresh", "--source", web.URL); got.code != 0 ||
		got.out != "Tout : 10 003 nouveaux articles\n" {
		t.Errorf("%+v", got)
	}
	list := breageek(t, "fr", dir, "list", "--source", web.URL, "--limit", "20000")
	if n := strings.Count(list.out, "\n"); n != 10_003 {
		t.Errorf("%d headlines", n)
	}
	contains(t, list.out, "c.example/") // of an item that is only a link
	found := breageek(t, "fr", dir, "search", "--source", web.URL, "citations")
	contains(t, found.out, "Citations")
	contains(t, breageek(t, "fr", dir, "show", found.out[:10]).out, "fond")
}

func TestWhatIsKeptCanBeReadByNobodyElse(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	web, stop := newspaper()
	t.Cleanup(stop)
	if got := breageek(t, "fr", dir, "refresh", "--source", web+"/feed/"); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	seen := 0
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		seen++
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is %v", path, info.Mode())
		}
		return err
	})
	if err != nil || seen < 3 {
		t.Errorf("%d files, %v", seen, err)
	}
}

func put(t *testing.T, path, text string, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}

func textOf(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
