package cli

import (
	"errors"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"breageek/ui/session"

	"github.com/cli/browser"
)

// browse opens an address in the user's browser: the first of those in $BROWSER that accepts
// it, or the system's. A browser that runs in the terminal is not started but returned as a
// [*session.TerminalBrowser]. The output of browsers does not reach our screen.
func browse(address string) error {
	if !openable(address) {
		return errNotOpenable
	}
	return openIn(browsers(os.Getenv("BROWSER")), address)
}

var errNotOpenable = errors.New("neither http, https nor mailto")

// openable reports whether an address may be passed to another program: a page or a mailbox,
// in one word that cannot be taken for an option.
func openable(address string) bool {
	u, err := url.Parse(address)
	if err != nil || strings.ContainsFunc(address, func(r rune) bool {
		return unicode.IsControl(r) || unicode.IsSpace(r)
	}) {
		return false
	}
	switch u.Scheme {
	case "http", "https":
		return u.Host != ""
	case "mailto":
		return u.Opaque != ""
	}
	return false
}

// browsers returns the commands of $BROWSER, each as its words. The list is separated by
// colons (E. S. Raymond, The BROWSER convention, http://www.catb.org/~esr/BROWSER/), or by
// semicolons on Windows, where paths contain colons.
func browsers(list string) (all [][]string) {
	for _, command := range strings.Split(list, string(os.PathListSeparator)) {
		if words := splitWords(command); len(words) > 0 && words[0] != "" {
			all = append(all, words)
		}
	}
	return all
}

// openIn tries one command after the other, and finally the system's browser, until one starts
// and does not fail at once.
func openIn(commands [][]string, address string) error {
	for i, words := range commands {
		cmd, err := command(withAddress(words, address))
		switch {
		case err != nil:
			continue
		case showsInTerminal(cmd):
			return &session.TerminalBrowser{Run: func(run func(*exec.Cmd) error, in io.Reader,
				out, errs io.Writer) error {
				if _, terminal := in.(*os.File); !terminal {
					in = os.Stdin // ours is read through a filter, see [whole]
				}
				cmd.Stdin, cmd.Stdout, cmd.Stderr = in, out, errs
				begun := time.Now()
				if err := run(cmd); err == nil || time.Since(begun) >= failsWithin {
					return nil // the user saw the page
				}
				var next *session.TerminalBrowser
				err := openIn(commands[i+1:], address)
				if errors.As(err, &next) {
					return next.Run(run, in, out, errs)
				}
				return err
			}}
		case start(cmd) == nil:
			return nil
		}
	}
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	return browser.OpenURL(address)
}

// withAddress inserts an address into the words of a command: for each "%s", or at the end if
// there is none. "%%" is a percent sign, and "%c" a colon, which separates the list. No shell
// is involved.
func withAddress(words []string, address string) []string {
	full := make([]string, len(words), len(words)+1)
	full[0] = strings.NewReplacer("%%", "%", "%c", ":").Replace(words[0])
	placed := false
	fill := strings.NewReplacer("%%", "%", "%c", ":", "%s", address)
	for i, word := range words[1:] {
		full[i+1] = fill.Replace(word)
		placed = placed || strings.Contains(strings.ReplaceAll(word, "%%", ""), "%s")
	}
	if !placed {
		full = append(full, address)
	}
	return full
}

// failsWithin is the time within which a browser ends that cannot open a page.
const failsWithin = time.Second

// start runs a browser in a session of its own, which outlives us. The error is that of a
// browser that fails at once.
func start(cmd *exec.Cmd) error {
	apart(cmd)
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		return err
	case <-time.After(failsWithin):
		return nil
	}
}

// textBrowsers are the browsers that show pages in the terminal.
var textBrowsers = map[string]bool{
	"browsh": true, "carbonyl": true, "cha": true, "chawan": true, "edbrowse": true,
	"elinks": true, "links": true, "links2": true, "lynx": true, "retawq": true, "w3m": true,
	"www-browser": true, // Debian's name for any of these
}

// showsInTerminal reports whether a browser needs the terminal, by its name or that of the
// target of a link. Links has a window of its own with -g.
func showsInTerminal(cmd *exec.Cmd) bool {
	names := []string{cmd.Path}
	if real, err := filepath.EvalSymlinks(cmd.Path); err == nil {
		names = append(names, real)
	}
	for _, arg := range cmd.Args[1:] {
		if arg == "-g" {
			return false
		}
	}
	for _, name := range names {
		if textBrowsers[strings.TrimSuffix(filepath.Base(name), ".exe")] {
			return true
		}
	}
	return false
}
