/** The reverse side of a one-to-one: awaited to a row or null, in paths, in selectRelated, checked by defineApp. */
import { expectType, type Same } from './assert.js';
import { defineApp, F, f, Model, type RelatedManager, type ReverseOneToOne } from './surface.js';

export class User extends Model<User>('auth.User')({ name: f.text() }) {
  declare profile: ReverseOneToOne<Profile>;
  declare team: ReverseOneToOne<Team>;
}
export class Profile extends Model<Profile>('auth.Profile')({
  bio: f.text(),
  user: f.oneToOne(() => User, { onDelete: 'CASCADE', relatedName: 'profile' }),
}) {}
export class Team extends Model<Team>('auth.Team')({
  name: f.text(),
  lead: f.oneToOne(() => User, { onDelete: 'SET_NULL', null: true, relatedName: 'team' }),
}) {}
export class Login extends Model<Login>('auth.Login')({
  user: f.foreignKey(() => User, { onDelete: 'CASCADE' }),
}) {}
defineApp('auth', { User, Profile, Team, Login });

export async function use(user: User, profile: Profile) {
  const own = await user.profile;
  expectType<Same<typeof own, Profile | null>>();
  own?.bio;
  // @ts-expect-error not loaded: await it
  user.profile?.bio;
  expectType<Same<typeof profile.userId, number>>();
  (await profile.user).name;

  User.objects.filter({ profile__bio__iContains: 'x', team__isNull: true, profile, team: 3, profile__in: [1] });
  User.objects.exclude({ profile: null }).orderBy('profile__bio', '-team__name', F('profile__bio').desc());
  // @ts-expect-error no field on the far side
  User.objects.filter({ profile__bioo: 'x' });
  // @ts-expect-error wrong value on the far side
  User.objects.filter({ profile__bio: 3 });
  const read = await User.objects.values('profile', 'profile__bio', 'team__name');
  expectType<
    Same<(typeof read)[0], { profile: number | null; profile__bio: string | null; team__name: string | null }>
  >();

  const loaded = (await User.objects.selectRelated('profile', 'team__lead'))[0]!;
  expectType<Same<typeof loaded.profile, Profile | null>>();
  loaded.profile?.bio;
  loaded.team?.lead?.name;
  const login = (await Login.objects.selectRelated('user__profile'))[0]!;
  login.user.profile?.bio;
  await User.objects.prefetchRelated('profile', 'team');
  // @ts-expect-error no relation on the far side
  User.objects.selectRelated('profile__users');
  // @ts-expect-error it is one row or none, not a manager
  user.profile.filter({});
}

export class Bare extends Model<Bare>('b.Bare')({ name: f.text() }) {}
export class One extends Model<One>('b.One')({
  bare: f.oneToOne(() => Bare, { onDelete: 'CASCADE', relatedName: 'one' }),
}) {}
// @ts-expect-error One.bare: the target lacks  declare one: ReverseOneToOne<One>
defineApp('b', { Bare, One });

export class Wrong extends Model<Wrong>('b.Wrong')({ name: f.text() }) {
  declare ones: RelatedManager<OneOfMany>;
  declare single: ReverseOneToOne<Many>;
}
export class OneOfMany extends Model<OneOfMany>('b.OneOfMany')({
  wrong: f.oneToOne(() => Wrong, { onDelete: 'CASCADE', relatedName: 'ones' }),
}) {}
export class Many extends Model<Many>('b.Many')({
  wrong: f.foreignKey(() => Wrong, { onDelete: 'CASCADE', relatedName: 'single' }),
}) {}
// @ts-expect-error OneOfMany.wrong: 'ones' on the target is not a ReverseOneToOne
defineApp('b', { OneOfMany });
// @ts-expect-error Many.wrong: 'single' on the target is not a RelatedManager
defineApp('b', { Many });

export class Orphan extends Model<Orphan>('b.Orphan')({ name: f.text() }) {
  declare profile: ReverseOneToOne<Profile>;
  declare alone: ReverseOneToOne<Profile>;
}
// @ts-expect-error Orphan.alone: no relation has relatedName 'alone'
defineApp('b', { Orphan });
