/** The thing is not there, or not for this person: the two are never told apart (design.md 4.7). */
export class NotFound extends Error {
  constructor(what = 'page') {
    super(`${what} not found`)
  }
}

/** Somebody else was faster; the page that knows more shows both versions. */
export class Conflict extends Error {}

/** What is asked for was found wrong and is being put right by itself, within minutes. */
export class Mending extends Error {
  readonly status = 503
}

/** Sent away because too many others are here; nothing was done (admission.ts). */
export class Overloaded extends Error {
  readonly status = 503

  constructor(lane: string) {
    super(`too many requests: ${lane}`)
  }
}
