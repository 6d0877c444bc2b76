/** What a user reads when a line is wrong, and when a value is hovered. */
import { beforeAll, describe, expect, it } from 'vitest';
import { openSnippets, type Snippets } from './snippets.js';

let snippets: Snippets;
beforeAll(() => {
  snippets = openSnippets();
  snippets.error(''); // loads the types, so that no test pays for it
}, 60_000);

describe('errors name what is wrong, and on which model', () => {
  const cases: readonly (readonly [name: string, code: string, ...parts: string[]])[] = [
    [
      'I-076: a name at depth',
      "Post.objects.filter({ author__nam__iContains: 'x' });",
      `Type 'string' is not assignable to type`,
      'NoSuchField<Author, "nam">',
    ],
    [
      'I-073: a lookup that the field does not have',
      "Post.objects.filter({ views__contains: 'x' });",
      `LookupError<"no lookup 'contains' on 'views'", Post>`,
    ],
    [
      'I-074: a value of another type',
      "Post.objects.filter({ author__age__gte: 'x' });",
      "Type 'string' is not assignable to type 'number | SoundOn<Post, {}>'.",
    ],
    [
      'T-109: undefined in a filter',
      'Post.objects.filter({ title: undefined });',
      "Type 'undefined' is not assignable to type 'string | SoundOn<Post, {}>'.",
    ],
    [
      'I-050: an order',
      "Post.objects.orderBy('-nope');",
      `Argument of type 'string' is not assignable to parameter of type 'NoSuchField<Post, "nope">'.`,
    ],
    [
      'I-052: a path that is read',
      "Post.objects.values('nope');",
      `Argument of type '"nope"' is not assignable to parameter of type '"nope" & NoSuchField<Post, "nope">'.`,
    ],
    [
      'I-054: a path in an aggregate',
      "Post.objects.annotate({ n: Count('comment') });",
      `Type 'Expr<number, "comment">' is not assignable to type 'Expr<number, "comment"> & NoSuchField<Post, "comment">'.`,
    ],
    [
      'I-055: a relation to select',
      "Post.objects.selectRelated('tags');",
      `LookupError<"no relation 'tags' to select", Post>`,
    ],
    [
      'I-055: a relation to prefetch',
      "Post.objects.prefetchRelated('tag');",
      `Argument of type 'string' is not assignable to parameter of type 'LookupError<"no relation 'tag' to prefetch", Post>'.`,
    ],
    [
      'I-082: a name in a Q',
      "Post.objects.filter(Q({ titel: 'x' }));",
      `'Q<Where<{ readonly titel: "x"; }>>' is not assignable to parameter of type 'Q<Where<{ readonly titel: "x"; }>> & NoSuchField<Post, "titel">'.`,
    ],
    [
      'I-067: a missing field',
      "Author.objects.create({ name: 'x' });",
      `Property 'email' is missing in type '{ name: string; }'`,
    ],
    [
      'I-067: a missing foreign key',
      "Post.objects.create({ title: 'x' });",
      `Property 'author' is missing in type '{ title: string; }'`,
    ],
    [
      'I-067: a foreign key given twice',
      "Post.objects.create({ title: 'x', author: new Author(), authorId: 1 });",
      `LookupError<"give 'author' or 'authorId', not both", unknown>`,
    ],
    [
      'I-069: a missing field in a bulkCreate',
      "Author.objects.bulkCreate([{ name: 'x' }]);",
      `Property 'email' is missing in type '{ name: "x"; }'`,
    ],
    [
      'I-069: instances of another model in a bulkCreate',
      'Author.objects.bulkCreate([new Post()]);',
      `Type 'Post' is missing the following properties from type 'Author'`,
    ],
    [
      'I-068: a wrong type in an update',
      "Post.objects.update({ views: F('title') });",
      `LookupError<"wrong type for 'views'", Post>`,
    ],
    [
      'T-108: a relation that is not awaited',
      'const p = await Post.objects.get({ pk: 1 }); p.author.name;',
      `Property 'name' does not exist on type 'NotLoaded<Author>'.`,
    ],
    [
      'I-016: an ordering, with the name that was meant',
      "class X extends Model<X>('b.X')({ name: f.text() }, { ordering: ['nam'] }) {}",
      `Did you mean '"name"'?`,
    ],
    [
      'I-016: the far end of an ordering, at defineApp',
      `class X extends Model<X>('b.X')({ a: f.foreignKey(() => Author, { onDelete: 'CASCADE' }) }, { ordering: ['a__nam'] }) {}
       defineApp('b', { X });`,
      'NoSuchField<Author, "nam">',
    ],
    [
      'I-014: a reverse side that is not declared',
      `class X extends Model<X>('b.X')({ a: f.foreignKey(() => Author, { onDelete: 'CASCADE', relatedName: 'xs' }) }) {}
       defineApp('b', { X });`,
      'AppError<"X.a: the target lacks declare xs: RelatedManager<X>">',
    ],
    [
      'I-014: a reverse side of a one-to-one that is not declared',
      `class X extends Model<X>('b.X')({ a: f.oneToOne(() => Author, { onDelete: 'CASCADE', relatedName: 'x' }) }) {}
       defineApp('b', { X });`,
      'AppError<"X.a: the target lacks declare x: ReverseOneToOne<X>">',
    ],
    [
      'I-030: a char field without its length',
      "class X extends Model<X>('b.X')({ name: f.char({ null: true }) }) {}",
      "Property 'maxLength' is missing in type '{ null: true; }' but required in type 'CharOptions'.",
    ],
  ];
  for (const [name, code, ...parts] of cases)
    it(name, () => {
      const message = snippets.error(code);
      for (const part of parts) expect(message).toContain(part);
    });

  it('I-048: what is right has no error', () => {
    expect(snippets.error("Post.objects.filter({ author__name__iContains: 'x' }).orderBy('-views');")).toBe('');
  });
});

describe('I-048: hovers stay short', () => {
  const cases: readonly (readonly [code: string, word: string, shown: string])[] = [
    ['const a1 = (await Author.objects.first())!;', 'a1', 'const a1: Author'],
    ['const q2 = Author.objects.filter({ pk: 1 });', 'q2', 'const q2: QuerySet<Author>'],
    [
      "const v1 = await Post.objects.annotate({ n: Count('comments') }).values('title', 'n', 'author__age');",
      'v1',
      'const v1: { title: string; n: number; author__age: number | null; }[]',
    ],
    [
      "const q1 = Post.objects.annotate({ n: Count('comments') }).selectRelated('author');",
      'q1',
      'const q1: PostQuerySet & Annotated<{ n: number; }> & With<Selected<Post, "author">>',
    ],
    [
      "const p1 = (await Post.objects.annotate({ n: Count('comments') }).selectRelated('author'))[0]!;",
      'p1',
      'const p1: Post & { n: number; } & Selected<Post, "author">',
    ],
    ["const p1 = (await Post.objects.selectRelated('author'))[0]!; p1.author;", 'author;', '(property) author: Author'],
    ['const field = f.char({ maxLength: 3, null: true });', 'field', 'const field: Field<string, "text", "nullable">'],
  ];
  for (const [code, word, shown] of cases)
    it(shown, () => {
      expect(snippets.hover(code, word)).toBe(shown);
    });
});
