package repair

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// JSON converts the values of a JSON Feed to the types of its specification (version 1.1):
// tags in one string, an author where a list belongs, numbers as ids, sizes in quotes. Every
// complete item of a truncated document is kept.
func JSON(text string) (string, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if _, err := d.Token(); err != nil {
		return "", fmt.Errorf("JSON: %w", err)
	}
	top := map[string]any{}
	items := []any{}
	known := false
	for d.More() {
		key, err := d.Token()
		if err != nil {
			break
		}
		if key == "items" {
			known = true
			items = readItems(d)
			continue
		}
		var v any
		if d.Decode(&v) != nil {
			break
		}
		if name, ok := key.(string); ok {
			top[name] = v
		}
	}
	version, _ := top["version"].(string)
	if !known && !strings.Contains(version, "jsonfeed") {
		return "", errors.New("JSON without items")
	}
	repairObject(top)
	if version == "" {
		top["version"] = "https://jsonfeed.org/version/1.1"
	}
	top["items"] = items
	out, err := json.Marshal(top)
	return string(out), err
}

func readItems(d *json.Decoder) []any {
	items := []any{}
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return items
	}
	for d.More() {
		var v any
		if d.Decode(&v) != nil {
			return items
		}
		if item, ok := v.(map[string]any); ok {
			repairObject(item)
			items = append(items, item)
		}
	}
	_, _ = d.Token()
	return items
}

// repairObject corrects the fields that feeds and items share.
func repairObject(o map[string]any) {
	for key, v := range o {
		switch key {
		case "tags", "categories":
			o[key] = texts(v)
		case "authors":
			o[key] = people(v)
		case "author":
			if list := people(v); len(list) > 0 {
				o[key] = list[0]
			} else {
				delete(o, key)
			}
		case "attachments":
			o[key] = attachments(v)
		case "expired":
			delete(o, key)
		case "hubs":
			delete(o, key)
		default:
			if strings.HasPrefix(key, "_") {
				delete(o, key)
				continue
			}
			o[key] = scalar(v)
		}
	}
}

func scalar(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

func texts(v any) []string {
	out := []string{}
	switch v := v.(type) {
	case string:
		for _, s := range strings.Split(v, ",") {
			if s = strings.TrimSpace(s); s != "" {
				out = append(out, s)
			}
		}
	case []any:
		for _, e := range v {
			if o, ok := e.(map[string]any); ok {
				e = o["name"]
			}
			if s := scalar(e); s != "" {
				out = append(out, s)
			}
		}
	}
	return out
}

func people(v any) []any {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	out := []any{}
	for _, e := range list {
		switch e := e.(type) {
		case string:
			out = append(out, map[string]any{"name": e})
		case map[string]any:
			out = append(out, map[string]any{"name": scalar(e["name"]), "url": scalar(e["url"])})
		}
	}
	return out
}

func attachments(v any) []any {
	list, _ := v.([]any)
	out := []any{}
	for _, e := range list {
		o, ok := e.(map[string]any)
		if !ok {
			continue
		}
		out = append(out, map[string]any{
			"url": scalar(o["url"]), "mime_type": scalar(o["mime_type"]), "title": scalar(o["title"]),
			"size_in_bytes":       json.Number(digits(scalar(o["size_in_bytes"]))),
			"duration_in_seconds": json.Number(digits(scalar(o["duration_in_seconds"]))),
		})
	}
	return out
}

// digits returns the integer part of a non-negative number, or "0".
func digits(s string) string {
	s, _, _ = strings.Cut(s, ".")
	s = strings.TrimLeft(s, "0")
	if s == "" || len(s) > 15 || strings.Trim(s, "0123456789") != "" {
		return "0"
	}
	return s
}
