declare module 'wink-naive-bayes-text-classifier' {
  /** Naive Bayes classifier; `learn` takes tokens when no preparatory tasks are defined. */
  type Classifier = {
    defineConfig(config: { considerOnlyPresence: boolean; smoothingFactor: number }): boolean
    definePrepTasks(tasks: readonly ((tokens: readonly string[]) => readonly string[])[]): number
    learn(tokens: readonly string[], label: string): boolean
    consolidate(): boolean
    /** Labels with the log2 of their odds, best first; `[['unknown', 0]]` when no token was ever seen. */
    computeOdds(tokens: readonly string[]): [label: string, odds: number][]
    /** JSON of [config, samples by label, counts by label and token, tokens by label, vocabulary]. */
    exportJSON(): string
  }
  export default function classifier(): Classifier
}
