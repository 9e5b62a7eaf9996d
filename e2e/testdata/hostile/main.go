// Command hostile serves the malicious newspaper, for trying a reader by hand.
package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"breageek/feed/hostile"
)

func main() {
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve() error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	site := "http://" + listener.Addr().String()
	for _, path := range hostile.Feeds()[:20] {
		fmt.Println(site + path)
	}
	fmt.Printf("… and %d others\n", len(hostile.Feeds())-20)
	for _, f := range hostile.Faults() {
		fmt.Printf("%s%s  %s\n", site, f.Path, f.Name)
	}
	server := &http.Server{Handler: hostile.Handler(), ReadHeaderTimeout: 10 * time.Second}
	return server.Serve(listener)
}
