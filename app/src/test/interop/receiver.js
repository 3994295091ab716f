// A receiver as docs/api.md shows one: v1 with the npm package standardwebhooks, v1a with Node alone.
// It prints its port, then one line for each delivery.
'use strict';
const { createServer } = require('node:http');
const { createPublicKey, verify } = require('node:crypto');
const { Webhook } = require('standardwebhooks');

// v1: with the endpoint's secret. Throws unless genuine and at most five minutes old.
function v1(secret, headers, body) {
  new Webhook(secret).verify(body, headers);
}

// v1a: with the gateway's public keys (kept for as long as Cache-Control says); nothing to keep secret.
function v1a(keys, headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signatures } = headers;
  const content = Buffer.concat([Buffer.from(`${id}.${at}.`), body]);
  const fits = (signature) =>
    keys.some((jwk) => verify(null, content, createPublicKey({ key: jwk, format: 'jwk' }), signature));
  const genuine = signatures
    .split(' ')
    .filter((entry) => entry.startsWith('v1a,'))
    .some((entry) => fits(Buffer.from(entry.slice(4), 'base64')));
  if (!genuine || Math.abs(Date.now() / 1000 - at) > 300) {
    throw new Error('not genuine, or not now');
  }
}

const [secret, keySet] = process.argv.slice(2);

function outcome(check, key, headers, body) {
  try {
    check(key, headers, body);
    return 'genuine';
  } catch (refused) {
    return 'refused';
  }
}

const server = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', async () => {
    const { keys } = await (await fetch(keySet)).json();
    const body = Buffer.concat(parts);
    const spoiled = Buffer.concat([body, Buffer.from(' ')]);
    const line = {
      v1: outcome(v1, secret, request.headers, body),
      v1a: outcome(v1a, keys, request.headers, body),
      v1Spoiled: outcome(v1, secret, request.headers, spoiled),
      v1aSpoiled: outcome(v1a, keys, request.headers, spoiled),
    };
    console.log(JSON.stringify(line));
    response.writeHead(204).end();
  });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
