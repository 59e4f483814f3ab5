/** First of the two numbers of the advisory locks of publishing; the other is the city. */
export const publishingLock = 716_003
