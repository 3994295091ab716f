// Signs and verifies with the npm package http-message-signatures: one JSON object in, one out.
'use strict';
const { constants, createPrivateKey, createPublicKey, createSecretKey, createSign } = require('node:crypto');
const { httpbis, createSigner, createVerifier } = require('http-message-signatures');

function key(asked, make) {
  return asked.secret ? createSecretKey(Buffer.from(asked.secret, 'base64')) : make(asked.pem);
}

function signer(asked) {
  const made = createSigner(key(asked, createPrivateKey), asked.alg, asked.keyid);
  if (asked.alg === 'rsa-pss-sha512') {
    // Left alone, the package takes the longest salt that fits; RFC 9421 section 3.3.1 says 64 bytes.
    made.sign = async (data) =>
      createSign('sha512').update(data).sign({
        key: asked.pem,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: 64,
      });
  }
  return made;
}

async function sign(asked) {
  const signed = await httpbis.signMessage(
    {
      key: signer(asked),
      name: asked.label,
      fields: asked.fields,
      params: asked.params,
      paramValues: asked.nonce ? { nonce: asked.nonce } : {},
    },
    asked.message,
    asked.request,
  );
  return { headers: signed.headers };
}

async function verify(asked) {
  const verifier = createVerifier(key(asked, createPublicKey), asked.alg);
  const verified = await httpbis.verifyMessage(
    {
      keyLookup: async (parameters) =>
        parameters.keyid === asked.keyid ? { id: asked.keyid, algs: [asked.alg], verify: verifier } : null,
      requiredFields: asked.fields,
      tolerance: 60,
    },
    asked.message,
    asked.request,
  );
  return { verified: verified === true };
}

let text = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (part) => (text += part));
process.stdin.on('end', async () => {
  const asked = JSON.parse(text);
  process.stdout.write(JSON.stringify(await (asked.command === 'sign' ? sign(asked) : verify(asked))));
});
