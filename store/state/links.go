package state

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// mostLinks is how many symbolic links may follow each other, as Linux has it
// (path_resolution(7)). More are a circle.
const mostLinks = 40

// Real returns the file or folder that a path leads to through symbolic links: a chain of them,
// relative ones, and those that lead to what is not there yet. What is written to a path of
// the user's is written there, so that the link stays. A circle gives an *[fs.PathError] of
// [syscall.ELOOP].
func Real(path string) (string, error) {
	real, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	at, left := root(real)
	for links := 0; len(left) > 0; {
		name := left[0]
		left = left[1:]
		switch name {
		case "", ".":
			continue
		case "..":
			at = filepath.Dir(at)
			continue
		}
		next := filepath.Join(at, name)
		info, err := os.Lstat(next)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			at = next // also what is not there, or hidden: whoever opens it hears why
			continue
		}
		if links++; links > mostLinks {
			return "", &fs.PathError{Op: "open", Path: path, Err: syscall.ELOOP}
		}
		target, err := os.Readlink(next)
		if err != nil {
			return "", err
		}
		names := strings.Split(filepath.ToSlash(target), "/")
		if filepath.IsAbs(target) {
			at, names = root(target)
		}
		left = append(names, left...)
	}
	return at, nil
}

// root splits an absolute path into its root and the names below it.
func root(path string) (at string, names []string) {
	at = filepath.VolumeName(path) + string(filepath.Separator)
	return at, strings.Split(filepath.ToSlash(path[min(len(at), len(path)):]), "/")
}

// RealFile is [Real] for a file that is to be written: the folder it stands in is made.
func RealFile(path string) (string, error) {
	real, err := Real(path)
	if err != nil {
		return "", err
	}
	return real, os.MkdirAll(filepath.Dir(real), 0o700)
}
