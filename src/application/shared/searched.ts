/** What is searched for: a text, or several of which each must be found, anywhere. */
export type Searched = string | readonly string[];
