export class Namesakes {
  constructor(divisions: readonly { readonly code: string; readonly name: string }[])
  isAmbiguous(text: string, gold: string): boolean
  isAsNear(text: string, gold: string): boolean
}
