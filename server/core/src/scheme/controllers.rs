//! The two controllers of one scheme: whose role works for whom. What one side keeps for itself does not exist for the other.

use alongside_protocol::vocabulary::{Kept, Role, Side};

use crate::toml_reader::Reader;

/// Roles that a person may hold on a board; machines are on no side.
const PEOPLE: [Role; 5] = [Role::SupportWorker, Role::Crew, Role::Coordinator, Role::ControlRoom, Role::Inspector];

/// Roles by controller. A role of both, such as a jointly employed one, sees both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Controllers {
    charity: Vec<Role>,
    police: Vec<Role>,
}

impl Default for Controllers {
    fn default() -> Self {
        Self {
            charity: vec![Role::SupportWorker, Role::Crew, Role::Coordinator],
            police: vec![Role::ControlRoom, Role::Inspector],
        }
    }
}

/// On which sides somebody is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    pub charity: bool,
    pub police: bool,
}

impl Sides {
    /// Whether what is kept so may be read from here.
    pub fn may_read(self, kept: Kept) -> bool {
        match kept {
            Kept::Shared => true,
            Kept::Charity => self.charity,
            Kept::Police => self.police,
        }
    }

    pub fn list(self) -> Vec<Side> {
        [(self.charity, Side::Charity), (self.police, Side::Police)]
            .into_iter()
            .filter_map(|(is, side)| is.then_some(side))
            .collect()
    }
}

impl Controllers {
    pub fn sides(&self, roles: &[Role]) -> Sides {
        Sides {
            charity: roles.iter().any(|role| self.charity.contains(role)),
            police: roles.iter().any(|role| self.police.contains(role)),
        }
    }

    pub fn roles(&self, side: Side) -> &[Role] {
        match side {
            Side::Charity => &self.charity,
            Side::Police => &self.police,
        }
    }
}

pub fn read(table: &mut Reader<'_>) -> Controllers {
    table.allow(&["charity", "police"]);
    let words: Vec<_> = PEOPLE.iter().map(|role| role.as_str()).collect();
    let allowed = words.join(", ");
    let parse = |text: &str| Role::parse(text).filter(|role| PEOPLE.contains(role));
    let read = Controllers {
        charity: table.words("charity", parse, &allowed),
        police: table.words("police", parse, &allowed),
    };
    for role in PEOPLE {
        if !read.charity.contains(&role) && !read.police.contains(&role) {
            table.fault(
                "",
                format!("{} on no side", role.as_str()),
                "each of these roles under charity, police or both",
            );
        }
    }
    read
}
