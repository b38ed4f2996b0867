/**
 * sbom.cdx.json: the parts of the package as CycloneDX 1.6, by the standard's own library. Each wasm is a part with the hash of its bytes, and what it depends on is what
 * is linked into it. There is no time and no serial number in it: the same package has the same list.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { WASMS } from "./wasms.mjs";

const require = createRequire(new URL("../js/package.json", import.meta.url));
const { Enums, Models, Serialize, Spec } = require("@cyclonedx/cyclonedx-library");
const { PackageURL } = require("packageurl-js");

const { ComponentType, HashAlgorithm } = Enums;

function purl(type, fullName, version) {
  const [name, namespace] = fullName.split("/").reverse();
  return new PackageURL(type, namespace, name, version).toString();
}

const licences = (text) => new Models.LicenseRepository([/^[\w.-]+$/.test(text) ? new Models.SpdxLicense(text) : new Models.LicenseExpression(text)]);

/** @param {import("./parts.mjs").Part} part */
function library({ kind, name, version, license, hash }) {
  const id = purl(kind, name, version);
  return new Models.Component(ComponentType.Library, name, {
    version, purl: id, bomRef: id, licenses: licences(license), hashes: new Models.HashDictionary([[HashAlgorithm[hash.alg], hash.content]]),
  });
}

/** A table that was made of a crate's data. @param {ReturnType<typeof import("./parts.mjs").dataParts>[number]} table */
const table = ({ name, from, version, license }) => new Models.Component(ComponentType.Data, name, { version, bomRef: `data:${from}`, description: `by way of the crate ${from} ${version}`, licenses: licences(license) });

/** @param {{ parts: readonly import("./parts.mjs").Part[], data: ReturnType<typeof import("./parts.mjs").dataParts>, folder: string }} what `folder` is the built package @returns {string} */
export function billOfMaterials({ parts, data, folder }) {
  const { name, version, description, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const id = purl("npm", name, version);
  const whole = new Models.Component(ComponentType.Library, name, { version, description, purl: id, bomRef: id, licenses: licences(license) });

  const own = (inside, file) => new Models.Component(ComponentType.File, file, { bomRef: `${id}#${inside}`, licenses: licences(license) });
  const carriers = new Map([...Object.keys(WASMS).map((inside) => [inside, own(inside, `${inside}.wasm`)]), ["cli", own("cli", "cli/minifence.js")]]);
  for (const { name: file, hashes } of carriers.values()) hashes.set(HashAlgorithm["SHA-256"], createHash("sha256").update(readFileSync(join(folder, file))).digest("hex"));

  const components = [];
  const add = (component, inside) => {
    components.push(component);
    for (const carrier of inside) carriers.get(carrier).dependencies.add(component.bomRef);
  };
  for (const part of parts) add(library(part), part.inside);
  for (const one of data) add(table(one), one.inside);
  for (const carrier of carriers.values()) whole.dependencies.add(carrier.bomRef);

  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: whole }), components: new Models.ComponentRepository([...carriers.values(), ...components]) });
  return `${new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6)).serialize(bom, { sortLists: true, space: 1 })}\n`;
}
