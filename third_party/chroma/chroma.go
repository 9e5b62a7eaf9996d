// Package chroma stands in the place of the syntax highlighter that glamour names: its
// ansi package compiles against what is here, and nothing more is here. The highlighter
// parses 300 files before main begins, and no page of ours uses it: ui/reader sets code by
// itself. A build tag of glamour's will make this module unnecessary
// (charmbracelet/glamour, pull request 623).
package chroma

// TokenType names a kind of token.
type TokenType int

// The kinds that glamour's styles name.
const (
	Text TokenType = iota
	Background
	Comment
	CommentPreproc
	Error
	GenericDeleted
	GenericEmph
	GenericInserted
	GenericStrong
	GenericSubheading
	Keyword
	KeywordNamespace
	KeywordReserved
	KeywordType
	Literal
	LiteralDate
	LiteralNumber
	LiteralString
	LiteralStringEscape
	Name
	NameAttribute
	NameBuiltin
	NameClass
	NameConstant
	NameDecorator
	NameException
	NameFunction
	NameOther
	NameTag
	Operator
	Punctuation
)

// StyleEntries says how kinds of tokens look.
type StyleEntries map[TokenType]string

// Style is a set of entries by its name.
type Style struct{ Name string }

// MustNewStyle returns a style of that name, whose entries are not kept.
func MustNewStyle(name string, _ StyleEntries) *Style { return &Style{Name: name} }
