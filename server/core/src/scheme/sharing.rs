//! With whom something may be shared, for what, and on what basis: the service directory and the rules of consent.

use alongside_protocol::{
    view::{ConsentRulesView, Named, ServiceView},
    vocabulary::RiskBand,
};

use super::{beside::Beside, read::list};
use crate::toml_reader::Reader;

/// Services of one directory. More: a fault of its file.
const SERVICES_MAX: usize = 500;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directory {
    pub partners: Vec<String>,
    pub needs: Vec<Named>,
    pub services: Vec<ServiceView>,
}

impl Directory {
    pub fn service(&self, name: &str) -> Option<&ServiceView> {
        self.services.iter().find(|service| service.name == name)
    }

    pub fn names(&self) -> String {
        self.services.iter().map(|service| service.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConsentRules {
    pub purposes: Vec<Named>,
    /// Of the purposes, the one under which a service may be told of a referral.
    pub for_referral: Option<String>,
    /// Besides the services of the directory.
    pub recipients: Vec<String>,
    /// On which something may be shared without consent.
    pub bases: Vec<Named>,
}

impl ConsentRules {
    pub fn view(&self) -> ConsentRulesView {
        ConsentRulesView {
            purposes: self.purposes.clone(),
            for_referral: self.for_referral.clone(),
            recipients: self.recipients.clone(),
            bases: self.bases.clone(),
        }
    }
}

pub fn read_directory(directory: &mut Reader<'_>, beside: &Beside<'_>) -> Directory {
    directory.allow(&["partners", "file"]);
    let partners = directory.texts("partners");
    let Some(name) = directory.optional_text("file") else { return Directory { partners, ..Directory::default() } };
    let Some(table) = beside.table(directory, "file", &name) else {
        return Directory { partners, ..Directory::default() };
    };
    let mut file = directory.file(&name, &table);
    file.allow(&["needs", "services"]);
    let needs = named(&mut file, "needs");
    let ids: Vec<&str> = needs.iter().map(|need| need.id.as_str()).collect();
    let services = file.tables("services", |service| {
        service.allow(&["name", "category", "bands", "needs", "languages", "contact", "hours"]);
        ServiceView {
            name: service.text("name"),
            category: service.text("category"),
            bands: service.words("bands", RiskBand::parse, &list(RiskBand::ALL)),
            needs: service.words("needs", |id| ids.contains(&id).then(|| id.to_owned()), &ids.join(", ")),
            languages: service.texts("languages"),
            contact: service.optional_text("contact"),
            hours: service.optional_text("hours"),
        }
    });
    if services.len() > SERVICES_MAX {
        file.fault("services", format!("{} services", services.len()), format!("at most {SERVICES_MAX}"));
    }
    for (index, service) in services.iter().enumerate() {
        if services[..index].iter().any(|earlier| earlier.name == service.name && !service.name.is_empty()) {
            file.fault(&format!("services[{index}].name"), format!("{:?} again", service.name), "each name once");
        }
    }
    Directory { partners, needs, services }
}

pub fn read_consent(consent: &mut Reader<'_>) -> ConsentRules {
    consent.allow(&["purposes", "for_referral", "recipients", "bases"]);
    let purposes = named(consent, "purposes");
    let for_referral =
        consent.optional_text("for_referral").or_else(|| purposes.first().map(|purpose| purpose.id.clone()));
    if let Some(id) = for_referral.as_ref().filter(|id| !purposes.iter().any(|purpose| &&purpose.id == id)) {
        let known: Vec<_> = purposes.iter().map(|purpose| purpose.id.as_str()).collect();
        consent.fault("for_referral", format!("{id:?}"), known.join(", "));
    }
    ConsentRules { purposes, for_referral, recipients: consent.texts("recipients"), bases: named(consent, "bases") }
}

/// A list of ids with labels; each id once.
pub fn named(table: &mut Reader<'_>, key: &str) -> Vec<Named> {
    let all = table.tables(key, |one| {
        one.allow(&["id", "label"]);
        Named { id: one.text("id"), label: one.text("label") }
    });
    for (index, one) in all.iter().enumerate() {
        if all[..index].iter().any(|earlier| earlier.id == one.id && !one.id.is_empty()) {
            table.fault(&format!("{key}[{index}].id"), format!("{:?} again", one.id), "each id once");
        }
    }
    all
}
