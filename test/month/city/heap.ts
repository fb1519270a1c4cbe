/** What comes next, of many things that come at some moment: the earliest first, those of one moment in the order they were put in. */
export class Heap<T> {
  private readonly items: { readonly at: number; readonly order: number; readonly item: T }[] = []
  private puts = 0

  get nextAt(): number | null {
    return this.items[0]?.at ?? null
  }

  put(at: number, item: T): void {
    this.items.push({ at, order: (this.puts += 1), item })
    for (let index = this.items.length - 1; index > 0;) {
      const parent = (index - 1) >> 1
      if (!this.isBefore(index, parent)) return
      this.swap(index, parent)
      index = parent
    }
  }

  take(): T | undefined {
    const [first] = this.items
    const last = this.items.pop()
    if (first === undefined || last === undefined) return undefined
    if (this.items.length > 0) this.items[0] = last
    for (let index = 0; ;) {
      const [left, right] = [2 * index + 1, 2 * index + 2]
      let least = index
      if (left < this.items.length && this.isBefore(left, least)) least = left
      if (right < this.items.length && this.isBefore(right, least)) least = right
      if (least === index) return first.item
      this.swap(index, least)
      index = least
    }
  }

  private isBefore(a: number, b: number): boolean {
    const [one, other] = [this.items[a], this.items[b]]
    if (one === undefined || other === undefined) return false
    return one.at < other.at || (one.at === other.at && one.order < other.order)
  }

  private swap(a: number, b: number): void {
    const [one, other] = [this.items[a], this.items[b]]
    if (one === undefined || other === undefined) return
    this.items[a] = other
    this.items[b] = one
  }
}
