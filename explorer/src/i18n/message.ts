/** One text, or one for each plural form of `count`. `{name}` stands for a parameter. */
export type Message = string | PluralMessage

export type PluralMessage = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }
