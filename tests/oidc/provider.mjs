// A real OpenID provider (npm oidc-provider) for the system tests, with people and groups that this file invents.
// node provider.mjs PORT CLIENT_ORIGIN FOLDER — writes its signing key into FOLDER, so that a test can sign what a
// provider never would. Whoever gives a user's name signs in as that user; consent is given beforehand.

import { generateKeyPairSync, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { Provider } from "oidc-provider";

const [port, client, folder] = process.argv.slice(2);
if (!folder) throw new Error("usage: node provider.mjs PORT CLIENT_ORIGIN FOLDER");
const issuer = `http://127.0.0.1:${port}`;

// Birds, as everywhere in the tests. Groups are looked up anew at each sign-in: a test changes them by POST /groups.
const people = {
  linnet: { name: "Linnet", groups: ["quay-workers"] },
  siskin: { name: "Siskin", groups: ["quay-office"] },
  dunlin: { name: "Dunlin", groups: ["quay-crew"] },
  curlew: { name: "Curlew", groups: ["gardeners"] },
  whinchat: { name: "Whinchat", groups: [] },
};

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
writeFileSync(join(folder, "signing-key.der"), privateKey.export({ type: "pkcs1", format: "der" }), { mode: 0o600 });

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "alongside",
      client_secret: "a-secret-of-the-tests-alone",
      redirect_uris: [`${client}/api/v1/sign-in/oidc/callback`],
      backchannel_logout_uri: `${client}/api/v1/sign-in/oidc/logout`,
      backchannel_logout_session_required: true,
    },
  ],
  jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), kid: "signing", use: "sig", alg: "RS256" }] },
  cookies: { keys: [randomBytes(24).toString("hex")] },
  claims: { openid: ["sub"], profile: ["name", "preferred_username", "groups"] },
  // As Entra and Keycloak do: what the scopes ask for stands in the ID token.
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: true }, backchannelLogout: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  // Its only client is on this machine, which it would not call by itself: without its own dispatcher it does.
  fetch: (url, { dispatcher: _, ...options }) => fetch(url, options),
  findAccount: (_, id) => {
    const person = people[id];
    return person && { accountId: id, claims: () => ({ sub: id, preferred_username: id, ...person }) };
  },
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({ accountId: ctx.oidc.session.accountId, clientId: ctx.oidc.client.clientId });
    grant.addOIDCScope("openid profile");
    await grant.save();
    return grant;
  },
});

provider.use(async (ctx, next) => {
  if (ctx.method !== "POST" || ctx.path !== "/groups") return next();
  people[ctx.query.user].groups = String(ctx.query.groups ?? "").split(",").filter(Boolean);
  ctx.status = 204;
});

provider.listen(Number(port), "127.0.0.1", () => console.log(`listening on ${issuer}`));
