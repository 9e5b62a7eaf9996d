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

// browse opens an address in the user's browser: in the first of those that $BROWSER names
// that takes it, else in the system's. One that shows pages in the terminal is not started
// but given back as a [*session.TerminalBrowser]. What browsers say is not for our screen.
func browse(address string) error {
	if !openable(address) {
		return errNotOpenable
	}
	return openIn(browsers(os.Getenv("BROWSER")), address)
}

var errNotOpenable = errors.New("neither http, https nor mailto")

// openable reports whether an address may be handed to another program: a page or a mailbox,
// in one word that no program takes for an option.
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

// browsers returns the commands of $BROWSER, each as its words: a list with colons between
// (E. S. Raymond, The BROWSER convention, http://www.catb.org/~esr/BROWSER/; on Windows with
// semicolons, as paths have colons there).
func browsers(list string) (all [][]string) {
	for _, command := range strings.Split(list, string(os.PathListSeparator)) {
		if words := splitWords(command); len(words) > 0 && words[0] != "" {
			all = append(all, words)
		}
	}
	return all
}

// openIn tries one command after the other. One that cannot be started, or fails at once,
// leads to the next, and behind the last one stands the system's own.
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
					in = os.Stdin // ours is read by way of a filter, see [whole]
				}
				cmd.Stdin, cmd.Stdout, cmd.Stderr = in, out, errs
				begun := time.Now()
				if err := run(cmd); err == nil || time.Since(begun) >= failsWithin {
					return nil // a page was looked at
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

// withAddress puts an address into the words of a command: in the place of each "%s", or
// behind them where there is none. "%%" is a percent sign, "%c" a colon, which has another
// meaning in the list. No shell reads any of it.
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

// failsWithin is how soon a browser ends that could not open a page.
const failsWithin = time.Second

// start runs a browser of its own, which stays when we go. The error is of one that ended in
// failure at once.
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

// textBrowsers are the programs that show pages in the terminal they are started from.
var textBrowsers = map[string]bool{
	"browsh": true, "carbonyl": true, "cha": true, "chawan": true, "edbrowse": true,
	"elinks": true, "links": true, "links2": true, "lynx": true, "retawq": true, "w3m": true,
	"www-browser": true, // Debian's name for whichever of these is there
}

// showsInTerminal reports whether a browser needs the terminal, by its name or that of what it is
// a link to. Links has a window of its own where it is asked for (-g).
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
